package dev.aiproxy.runtime.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.runtime.TestConfig;
import dev.aiproxy.runtime.config.Access;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules for {@code /admin/*}. */
final class AdminAccessTest {
    private static final Access KEY =
            TestConfig.of("admin-key: admin-secret\napi-keys: [client-secret]").access();
    private static final Access NO_KEY =
            TestConfig.of("api-keys: [client-secret]").access();

    @Test
    void adminKeyIsEnoughFromAnywhere() {
        assertThat(allowed(KEY, "192.0.2.1", "Host", "gw.example", "Authorization", "Bearer admin-secret"))
                .isTrue();
        assertThat(allowed(KEY, "192.0.2.1", "Via", "1.1 x", "authorization", "bearer  admin-secret "))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer wrong", "Bearer client-secret", "Bearer", "Bearer ", "Basic admin-secret", "admin-secret"
            })
    void otherAuthorizationIsRefused(String authorization) {
        assertThat(allowed(KEY, "127.0.0.1", "Host", "localhost", "Authorization", authorization))
                .isFalse();
    }

    @Test
    void adminKeyElsewhereIsRefused() {
        assertThat(allowed(KEY, "127.0.0.1", "Host", "localhost", "x-api-key", "admin-secret"))
                .isFalse();
        assertThat(allowed(KEY, "127.0.0.1", "Host", "localhost", "Cookie", "admin-secret"))
                .isFalse();
    }

    @Test
    void loopbackIsNotEnoughOnceThereIsAnAdminKey() {
        assertThat(allowed(KEY, "127.0.0.1", "Host", "localhost")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8317",
                "LocalHost:1",
                "127.0.0.1",
                "127.0.0.1:8317",
                "[::1]",
                "[::1]:8317"
            })
    void directRequestFromThisMachineIsServedWithoutAKey(String host) {
        assertThat(allowed(NO_KEY, "127.0.0.1", "Host", host)).isTrue();
        assertThat(allowed(NO_KEY, "::1", "Host", host)).isTrue();
        assertThat(allowed(NO_KEY, "127.8.9.10", "Host", host)).isTrue();
    }

    @Test
    void requestFromElsewhereIsRefused() {
        assertThat(allowed(NO_KEY, "192.0.2.1", "Host", "localhost")).isFalse();
        assertThat(allowed(NO_KEY, "2001:db8::1", "Host", "[::1]")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attacker.example",
                "localhost.attacker.example",
                "attacker.example:8317",
                "127.0.0.1.attacker.example",
                "127.0.0.2",
                "::1",
                "localhost:",
                "localhost:port",
                "localhost, attacker.example",
                "user@localhost",
                ""
            })
    void otherHostIsRefusedBecauseNamesCanBeRebound(String host) {
        assertThat(allowed(NO_KEY, "127.0.0.1", "Host", host)).isFalse();
    }

    @Test
    void absentOrRepeatedHostIsRefused() {
        assertThat(allowed(NO_KEY, "127.0.0.1")).isFalse();
        assertThat(allowed(NO_KEY, "127.0.0.1", "Host", "localhost", "Host", "localhost"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded",
                "X-Forwarded-For",
                "x-forwarded-host",
                "X-Forwarded-Proto",
                "X-FORWARDED-ANYTHING",
                "X-Forwarded",
                "X-Real-IP",
                "Via",
                "Origin"
            })
    void requestThroughAProxyOrABrowserIsRefused(String header) {
        assertThat(allowed(NO_KEY, "127.0.0.1", "Host", "localhost", header, ""))
                .isFalse();
        assertThat(allowed(NO_KEY, "127.0.0.1", "Host", "localhost", header, "null"))
                .isFalse();
    }

    private static boolean allowed(Access access, String address, String... headers) {
        return AdminAccess.allowed(Received.from(address, headers), access);
    }
}
