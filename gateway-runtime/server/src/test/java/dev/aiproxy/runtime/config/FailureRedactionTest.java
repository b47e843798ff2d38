package dev.aiproxy.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.provider.Problem;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.provider.UpstreamFailure;
import dev.aiproxy.api.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others say is told without the configuration's secrets. */
final class FailureRedactionTest {
    private static final GatewayConfig CONFIG = Loading.valid(Loading.load(
            """
            proxy-url: http://user:canary-password@proxy.example
            payload: { default: [{ models: [{ name: "*" }], params: { user: "${FILLED}" } }] }
            acme-headers: { X-Of-All: canary-of-all, X-Scheme: Token canary-behind-scheme }
            acme-api-key:
              - api-key: canary-api-key
                account: ${ACCOUNT}
                token: canary-token
                headers: { Authorization: Bearer canary-header, X-Short: brief }
                tags: { a: "${TAG}" }
                extra: { deep: ["${DEEP}"] }
                proxy-url: socks5://user:canary-own-password@[::1]
            """,
            Map.of(
                    "FILLED", "canary-payload",
                    "ACCOUNT", "canary-account",
                    "TAG", "canary-tag",
                    "DEEP", "canary-deep")));
    private static final Redaction REDACTION = CONFIG.redaction();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary-api-key",
                "canary-token",
                "canary-header",
                "Bearer canary-header",
                "canary-password",
                "canary-own-password",
                "canary-account",
                "canary-tag",
                "canary-deep",
                "canary-payload",
                "canary-of-all",
                "canary-behind-scheme"
            })
    void everyKindOfSecretIsTakenOut(String secret) {
        assertThat(REDACTION.apply("Incorrect key '" + secret + "', or " + secret))
                .isEqualTo("Incorrect key '***', or ***");
    }

    @Test
    void loginOfAProxyIsTakenOutAsItTravels() {
        String login = Base64.getEncoder().encodeToString("user:canary-password".getBytes(StandardCharsets.UTF_8));

        assertThat(REDACTION.apply("Basic " + login)).isEqualTo("Basic ***");
    }

    @Test
    void ordinaryWordsStay() {
        assertThat(REDACTION.apply("brief words of acme.example")).isEqualTo("brief words of acme.example");
        assertThat(Redaction.NONE.apply("canary-api-key")).isEqualTo("canary-api-key");
        assertThat(REDACTION).asString().doesNotContain("canary");
    }

    @Test
    void upstreamErrorIsToldWithoutThem() {
        UpstreamError said = new UpstreamError(
                401, "t-canary-token", "c-canary-token", "no canary-token", "p-canary-token", Duration.ofSeconds(1));

        UpstreamFailure told = REDACTION.apply(
                new UpstreamFailure(UpstreamFailure.Cause.ANSWERED, Headers.none(), said, "no canary-token"));

        assertThat(told.error())
                .isEqualTo(new UpstreamError(401, "t-***", "c-***", "no ***", "p-***", Duration.ofSeconds(1)));
        assertThat(told.detail()).isEqualTo("no ***");
    }

    @Test
    void failureIsRetoldWithItsCausesAndItsStack() {
        IllegalStateException cause = new IllegalStateException("for canary-api-key");
        cause.addSuppressed(new IllegalArgumentException("and canary-token"));
        RuntimeException failure = new RuntimeException("harmless", cause);

        Throwable told = REDACTION.apply(failure);

        assertThat(told).hasStackTraceContaining("java.lang.RuntimeException: harmless");
        assertThat(told).hasStackTraceContaining("java.lang.IllegalStateException: for ***");
        assertThat(told).hasStackTraceContaining("java.lang.IllegalArgumentException: and ***");
        assertThat(told.getStackTrace()).isEqualTo(failure.getStackTrace());
    }

    @Test
    void failureWithoutASecretStaysTheSame() {
        Throwable failure = new IllegalStateException("harmless", new RuntimeException());
        GatewayException named = new GatewayException(ErrorCode.INTERNAL, "harmless", failure);

        assertThat(REDACTION.apply(failure)).isSameAs(failure);
        assertThat(REDACTION.apply(named)).isSameAs(named);
    }

    @Test
    void failureThatIsItsOwnCauseOfACauseEnds() {
        RuntimeException inner = new RuntimeException("canary-token");
        RuntimeException outer = new RuntimeException(inner);
        inner.initCause(outer);

        assertThat(REDACTION.apply(outer)).hasMessageContaining("***");
    }

    @Test
    void refusalKeepsCodeAndPlace() {
        GatewayException unsupported =
                REDACTION.apply(GatewayException.unsupported("messages[0]", "no canary-token here"));
        GatewayException fault = REDACTION.apply(
                new GatewayException(ErrorCode.PLUGIN_FAULT, "failed", new RuntimeException("canary-token")));

        assertThat(unsupported.code()).isEqualTo(ErrorCode.UNSUPPORTED);
        assertThat(unsupported.param()).isEqualTo("messages[0]");
        assertThat(unsupported).hasMessage("no *** here");
        assertThat(fault.code()).isEqualTo(ErrorCode.PLUGIN_FAULT);
        assertThat(fault).hasMessage("failed");
        assertThat(fault.getCause()).hasMessage("java.lang.RuntimeException: ***");
    }

    @Test
    void whatAPluginFindsWrongWithACredentialIsToldWithoutItsKey() {
        CredentialConfig credential = CONFIG.providers().get(0).credentials().get(0);

        assertThat(credential
                        .locate(new Problem("api-key", "canary-api-key is too old"))
                        .message())
                .isEqualTo("*** is too old");
    }

    @Test
    void tokensOfTheHourAreTakenOutToo() {
        Redaction more = REDACTION.and(Redaction.of(Stream.of(Secret.of("access-token"))));

        assertThat(more.apply("access-token canary-token")).isEqualTo("*** ***");
    }
}
