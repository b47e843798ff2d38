package dev.aiproxy.testkit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RawHttpClient.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use the admin API, rule by rule, over real connections. */
final class AdminRulesTest {
    private static final String KEY = "Authorization: Bearer admin-secret";
    private static final TestGateway OPEN = start("trusted-proxies: [127.0.0.0/8]\napi-keys: [client-secret]");
    private static final TestGateway KEYED = start("admin-key: admin-secret\napi-keys: [client-secret]");

    @AfterAll
    static void stop() {
        OPEN.close();
        KEYED.close();
    }

    /** A proxy on this machine is a loopback peer, whoever asked it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 203.0.113.9",
                "X-Forwarded-For: 127.0.0.1",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: localhost",
                "X-Real-IP: 127.0.0.1",
                "Forwarded: for=127.0.0.1;host=localhost",
                "Via: 1.1 localhost"
            })
    void reverseProxyOnTheSameHostOpensNothing(String header) throws IOException {
        assertRefused(get(OPEN, "/admin/config", "localhost", header));
        assertRefused(get(OPEN, "/metrics", "localhost", header));
        assertRefused(post(OPEN, "/admin/reload", "localhost", header));
    }

    /** One that adds no header passes on the name that the client asked for. */
    @Test
    void reverseProxyThatAddsNothingOpensNothing() throws IOException {
        assertRefused(get(OPEN, "/admin/config", "gateway.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"attacker.example", "attacker.example:8317", "localhost.attacker.example", "127.0.0.2", "0"})
    void reboundNameOpensNothing(String host) throws IOException {
        assertRefused(get(OPEN, "/admin/config", host));
        assertRefused(post(OPEN, "/admin/log-level?level=trace", host));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8317", "https://attacker.example", "null"})
    void pageInABrowserOpensNothing(String origin) throws IOException {
        assertRefused(get(OPEN, "/admin/config", "localhost", "Origin: " + origin));
        assertRefused(post(OPEN, "/admin/reload", "localhost", "Origin: " + origin));
        assertThat(get(KEYED, "/admin/config", "localhost", KEY, "Origin: " + origin)
                        .head()
                        .header("access-control-allow-origin"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer wrong",
                "Authorization: Bearer client-secret",
                "Authorization: Bearer admin-secre",
                "Authorization: admin-secret",
                "Authorization: Basic admin-secret",
                "x-api-key: admin-secret",
                "x-goog-api-key: admin-secret",
                "Cookie: key=admin-secret",
                "X-None: x"
            })
    void onlyTheAdminKeyInAuthorizationOpensWhereThereIsOne(String header) throws IOException {
        assertRefused(get(KEYED, "/admin/config", "localhost", header));
        assertRefused(get(KEYED, "/metrics", "localhost", header));
        assertRefused(post(KEYED, "/admin/reload", "localhost", header));
    }

    @Test
    void adminKeyOpensThroughProxiesAndUnderAnyName() throws IOException {
        assertThat(get(KEYED, "/admin/config", "gateway.example", KEY, "X-Forwarded-For: 203.0.113.9")
                        .status())
                .isEqualTo(200);
        assertThat(get(KEYED, "/metrics", "gateway.example", KEY).status()).isEqualTo(200);
    }

    @Test
    void withoutAnAdminKeyClientKeysOpenNothingMore() throws IOException {
        assertRefused(get(OPEN, "/admin/config", "gateway.example", "Authorization: Bearer client-secret"));
        assertThat(get(OPEN, "/admin/config", "localhost").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/reload",
                "/admin/plugins/tiny/enable",
                "/admin/plugins/tiny/disable",
                "/admin/plugins/tiny/reload",
                "/admin/credentials/tiny:a/reset",
                "/admin/credentials/tiny:a/disable",
                "/admin/credentials/tiny:a/enable"
            })
    void readingCallChangesNothing(String path) throws IOException {
        for (String method : new String[] {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"}) {
            try (RawHttpClient client = RawHttpClient.connect(OPEN.url())) {
                client.send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

                assertThat(client.readHead().status()).as(method).isEqualTo(405);
            }
        }
    }

    @Test
    void readingTheLogLevelDoesNotSetIt() throws IOException {
        String before = get(OPEN, "/admin/log-level", "localhost").body().text();

        get(OPEN, "/admin/log-level?level=error", "localhost");

        assertThat(get(OPEN, "/admin/log-level", "localhost").body().text()).isEqualTo(before);
    }

    /** What a path resolves to elsewhere is no way around the rules. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/admin", "/admin/", "/admin/nothing", "/admin/../admin/config", "/admin/config?key=admin-secret"
            })
    void everyPathBelowIsClosed(String path) throws IOException {
        assertRefused(get(KEYED, path, "localhost"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//admin/config", "/./admin/config", "/%61dmin/config", "/v1/../admin/config", "/ADMIN/config"})
    void otherSpellingsAreNoAdminApi(String path) throws IOException {
        Response response = get(KEYED, path, "localhost", "Authorization: Bearer client-secret");

        assertThat(response.status()).isIn(403, 404);
        assertThat(response.body().text()).doesNotContain("loaded-at");
    }

    private static TestGateway start(String yaml) {
        try {
            return TestGateway.bare()
                    .plugin("tiny", TinyProvider.class)
                    .config(yaml + "\ntiny: [{ name: a, models: [small] }]\n")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Response get(TestGateway gateway, String path, String host, String... headers) throws IOException {
        return ask(gateway, "GET", path, host, headers);
    }

    private static Response post(TestGateway gateway, String path, String host, String... headers) throws IOException {
        return ask(gateway, "POST", path, host, headers);
    }

    private static Response ask(TestGateway gateway, String method, String path, String host, String... headers)
            throws IOException {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        try (RawHttpClient client = RawHttpClient.connect(gateway.url())) {
            return client.send(head + "Content-Length: 0\r\n\r\n").readResponse();
        }
    }

    private static void assertRefused(Response response) {
        assertThat(response.status()).isEqualTo(403);
        assertThat(response.body().json().path("error").path("code").asString()).isEqualTo("forbidden");
        assertThat(response.body().text()).doesNotContain("secret", "tiny", "small");
    }
}
