package dev.aiproxy.testkit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RawHttpClient.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code /admin/*} over real connections. */
final class AdminApiTest {
    private static final TestGateway OPEN = start("");
    private static final TestGateway SERVING = start("""
            request-retry: 2
            tiny:
              - { name: a/b, models: [{ id: up, alias: small }], headers: { X-Secret: canary-header } }
              - { name: off, disabled: true, base-url: "http://127.0.0.1:9", models: [small] }
            """);
    private static final TestGateway KEYED = start("admin-key: admin-secret\napi-keys: [client-secret]");

    @AfterAll
    static void stop() {
        OPEN.close();
        SERVING.close();
        KEYED.close();
    }

    @Test
    void refusedPluginIsListedWithItsReason(@TempDir Path folder) throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.jar"), "no jar");

        try (TestGateway gateway = TestGateway.bare().jar(broken).start()) {
            JsonNode plugins = get(gateway, "/admin/plugins").body().json().path("plugins");

            assertThat(plugins).hasSize(1);
            assertThat(plugins.path(0).path("jar").asString()).endsWith("broken.jar");
            assertThat(plugins.path(0).path("state").asString()).isEqualTo("refused");
            assertThat(plugins.path(0).path("reason").asString()).isNotEmpty();
            assertThat(plugins.path(0).path("sha256").asString()).hasSize(64);
            assertThat(plugins.path(0).path("providers")).isEmpty();
        }
    }

    @Test
    void startedPluginIsListedWithWhatItBrings() throws IOException {
        JsonNode plugin =
                get(OPEN, "/admin/plugins").body().json().path("plugins").path(0);

        assertThat(plugin.path("id").asString()).isEqualTo("tiny");
        assertThat(plugin.path("state").asString()).isEqualTo("started");
        assertThat(plugin.path("version").asString()).isEqualTo("1.0.0");
        assertThat(plugin.path("reason").isNull()).isTrue();
        assertThat(plugin.path("providers").path(0).asString()).isEqualTo("tiny");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin", "/admin/", "/admin/plugins/", "/admin/plugins/tiny/x", "/admin/nothing"})
    void unknownPathIsNotFound(String path) throws IOException {
        Response response = get(OPEN, path);

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.body().json().path("error").path("code").asString()).isEqualTo("not_found");
    }

    @Test
    void aPluginTellsHowItFares() throws IOException {
        JsonNode plugin = get(OPEN, "/admin/plugins/tiny").body().json();

        assertThat(plugin.path("state").asString()).isEqualTo("started");
        assertThat(plugin.path("api-version").asString()).isNotEmpty();
        assertThat(plugin.path("in-flight").asInt(-1)).isZero();
        assertThat(plugin.path("faults").asInt(-1)).isZero();
        assertThat(plugin.path("calls").isNumber()).isTrue();
        assertThat(plugin.path("p99-micros").isNumber()).isTrue();
        assertThat(get(OPEN, "/admin/plugins/other").status()).isEqualTo(404);
    }

    @Test
    void aPluginIsDisabledEnabledAndReloadedOnDemand() throws IOException {
        try (TestGateway gateway =
                TestGateway.bare().plugin("tiny", TinyProvider.class).start()) {
            assertThat(post(gateway, "/admin/plugins/tiny/disable").status()).isEqualTo(200);
            JsonNode disabled = get(gateway, "/admin/plugins/tiny").body().json();
            assertThat(disabled.path("state").asString()).isEqualTo("disabled");
            assertThat(disabled.path("reason").asString()).contains("by the operator");

            assertThat(post(gateway, "/admin/plugins/tiny/enable").status()).isEqualTo(200);
            assertThat(post(gateway, "/admin/plugins/tiny/reload").status()).isEqualTo(200);
            JsonNode enabled = get(gateway, "/admin/plugins/tiny").body().json();
            assertThat(enabled.path("state").asString()).isEqualTo("started");
            assertThat(post(gateway, "/admin/plugins/other/enable").status()).isEqualTo(404);
        }
    }

    @Test
    void aMutatingCallNeedsPost() throws IOException {
        Response response = get(OPEN, "/admin/reload");

        assertThat(response.status()).isEqualTo(405);
        assertThat(response.head().header("allow")).contains("POST");
    }

    @Test
    void aBadConfigurationIsRefusedAndToldAndTheOldOneServesOn() throws IOException {
        try (TestGateway gateway =
                TestGateway.bare().plugin("tiny", TinyProvider.class).start()) {
            Files.writeString(gateway.configFile(), "prot: 1");

            Response refused = post(gateway, "/admin/reload");

            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.body().text()).contains("prot").contains("port");
            assertThat(refused.body().json().path("request_id").asString("")).startsWith("req_");
            JsonNode config = get(gateway, "/admin/config").body().json();
            assertThat(config.path("last-error").path("problems").path(0).asString())
                    .contains(":1:1")
                    .contains("prot");
            Files.writeString(gateway.configFile(), "request-retry: 1");
            assertThat(post(gateway, "/admin/reload").status()).isEqualTo(200);
            assertThat(get(gateway, "/admin/config").body().json().has("last-error"))
                    .isFalse();
        }
    }

    @Test
    void aCredentialIsDisabledEnabledAndResetByProviderAndName() throws IOException {
        JsonNode disabled =
                post(SERVING, "/admin/credentials/tiny:a%2Fb/disable").body().json();
        assertThat(disabled.path("id").asString()).isEqualTo("tiny:a/b");
        assertThat(disabled.path("state").asString()).isEqualTo("disabled");
        assertThat(disabled.path("disabled-by").asString()).isEqualTo("operator");
        assertThat(modelState()).isEqualTo("disabled");

        JsonNode enabled =
                post(SERVING, "/admin/credentials/tiny:a%2Fb/enable").body().json();
        assertThat(enabled.path("state").asString()).isEqualTo("ready");
        assertThat(modelState()).isEqualTo("ready");
        assertThat(post(SERVING, "/admin/credentials/tiny:a%2Fb/reset").status())
                .isEqualTo(200);
        assertThat(post(SERVING, "/admin/credentials/tiny:other/reset").status())
                .isEqualTo(404);
        assertThat(get(SERVING, "/admin/credentials/tiny:a%2Fb/reset").status()).isEqualTo(405);
    }

    @Test
    void credentialsAreListedWithWhatKeepsThemFromServing() throws IOException {
        JsonNode credentials = get(SERVING, "/admin/credentials").body().json().path("credentials");

        assertThat(credentials).hasSize(2);
        assertThat(credentials.path(1).path("id").asString()).isEqualTo("tiny:off");
        assertThat(credentials.path(1).path("state").asString()).isEqualTo("disabled");
        assertThat(credentials.path(1).path("disabled-by").asString()).isEqualTo("configuration");
        assertThat(credentials.path(0).path("failures")).isEmpty();
    }

    @Test
    void modelsAreListedWithWhoServesThem() throws IOException {
        JsonNode models = get(SERVING, "/admin/models").body().json().path("models");

        assertThat(models).hasSize(1);
        assertThat(models.path(0).path("name").asString()).isEqualTo("small");
        JsonNode credential = models.path(0).path("credentials").path(0);
        assertThat(credential.path("provider").asString()).isEqualTo("tiny");
        assertThat(credential.path("credential").asString()).isEqualTo("a/b");
        assertThat(credential.path("upstream-model").asString()).isEqualTo("up");
    }

    @Test
    void everyOptionIsShownAndSecretsAreNot() throws IOException {
        Response response = get(SERVING, "/admin/config");

        JsonNode options = response.body().json().path("options");
        assertThat(options.path("request-retry").asInt()).isEqualTo(2);
        assertThat(options.path("connect-timeout").asString()).isEqualTo("30s");
        JsonNode credential =
                options.path("providers").path("tiny").path("credentials").path(0);
        assertThat(credential.path("headers").propertyNames()).hasSize(1);
        assertThat(credential.path("headers").iterator().next().asString()).isEqualTo("***");
        assertThat(response.body().text()).doesNotContain("canary");
        String keyed = get(KEYED, "/admin/config", "Authorization: Bearer admin-secret")
                .body()
                .text();
        assertThat(keyed).contains("\"admin-key\":\"***\"").doesNotContain("-secret");
    }

    @Test
    void theLogLevelIsChanged() throws IOException {
        String before =
                get(OPEN, "/admin/log-level").body().json().path("level").asString();

        assertThat(post(OPEN, "/admin/log-level?level=warn")
                        .body()
                        .json()
                        .path("level")
                        .asString())
                .isEqualTo("warn");
        assertThat(get(OPEN, "/admin/log-level").body().json().path("level").asString())
                .isEqualTo("warn");
        assertThat(post(OPEN, "/admin/log-level?level=loud").status()).isEqualTo(400);
        assertThat(post(OPEN, "/admin/log-level?level=" + before).status()).isEqualTo(200);
    }

    @Test
    void withoutRequestsNoneAreListed() throws IOException {
        assertThat(get(OPEN, "/admin/requests").body().json().path("requests").isArray())
                .isTrue();
    }

    private static String modelState() throws IOException {
        return get(SERVING, "/admin/models")
                .body()
                .json()
                .path("models")
                .path(0)
                .path("credentials")
                .path(0)
                .path("state")
                .asString();
    }

    @Test
    void otherMethodIsNotAllowed() throws IOException {
        try (RawHttpClient client = RawHttpClient.connect(OPEN.url())) {
            Response response = client.post("/admin/plugins", "{}").readResponse();

            assertThat(response.status()).isEqualTo(405);
            assertThat(response.head().header("allow")).contains("GET");
        }
    }

    /** By which an operator finds it in the log. */
    @ParameterizedTest
    @CsvSource({
        "GET, /admin/nothing, 404",
        "GET, /admin/plugins/nope, 404",
        "POST, /admin/plugins/nope/reload, 404",
        "POST, /admin/credentials/tiny:nope/disable, 404",
        "POST, /admin/log-level?level=bogus, 400",
        "POST, /admin/log-level, 400",
        "POST, /admin/plugins, 405",
        "POST, /metrics, 405",
        "POST, /health, 405"
    })
    void everyErrorTellsTheIdOfItsRequest(String method, String path, int status) throws IOException {
        Response response = method.equals("GET")
                ? get(SERVING, path, "x-request-id: lost-and-found")
                : post(SERVING, path, "x-request-id: lost-and-found");

        assertThat(response.status()).isEqualTo(status);
        JsonNode error = response.body().json().path("error");
        assertThat(error.path("request_id").asString("")).isEqualTo("lost-and-found");
        assertThat(error.path("code").asString("")).isNotEmpty();
        assertThat(error.path("message").asString("")).isNotEmpty();
    }

    @Test
    void refusalsTellTheIdOfTheirRequestToo() throws IOException {
        for (String path : new String[] {"/admin/plugins", "/metrics"}) {
            Response response = get(KEYED, path, "x-request-id: lost-and-found");

            assertThat(response.status()).isEqualTo(403);
            assertThat(response.body().json().at("/error/request_id").asString(""))
                    .isEqualTo("lost-and-found");
        }
    }

    @Test
    void adminKeyIsRequiredOnceItIsConfigured() throws IOException {
        assertThat(get(KEYED, "/admin/plugins", "Authorization: Bearer admin-secret")
                        .status())
                .isEqualTo(200);
        assertRefused(get(KEYED, "/admin/plugins"));
        assertRefused(get(KEYED, "/admin/plugins", "Authorization: Bearer wrong"));
        assertRefused(get(KEYED, "/admin/plugins", "Authorization: Bearer client-secret"));
        assertRefused(get(KEYED, "/admin/plugins", "x-api-key: admin-secret"));
        assertRefused(get(KEYED, "/admin/plugins?key=admin-secret"));
    }

    @Test
    void refusalTellsNothingOfWhatExists() throws IOException {
        assertThat(get(KEYED, "/admin/nothing").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded: for=192.0.2.1",
                "X-Forwarded-For: 127.0.0.1",
                "X-Forwarded-Host: localhost",
                "Via: 1.1 proxy",
                "Origin: http://localhost:8317",
                "Origin: null"
            })
    void withoutAKeyProxiesAndBrowsersAreRefused(String header) throws IOException {
        assertRefused(get(OPEN, "/admin/plugins", header));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8317", "127.0.0.1:1", "[::1]:8317"})
    void withoutAKeyLocalHostsAreServed(String host) throws IOException {
        assertThat(withHost(host).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rebound.example", "rebound.example:8317", "192.0.2.1"})
    void withoutAKeyOtherHostsAreRefused(String host) throws IOException {
        assertRefused(withHost(host));
    }

    @Test
    void noOtherOriginMayReadAnswers() throws IOException {
        Response response =
                get(KEYED, "/admin/plugins", "Authorization: Bearer admin-secret", "Origin: http://a.example");

        assertThat(response.head().header("access-control-allow-origin")).isEmpty();
    }

    private static TestGateway start(String yaml) {
        try {
            return TestGateway.bare()
                    .plugin("tiny", TinyProvider.class)
                    .config(yaml)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Response get(TestGateway gateway, String path, String... headers) throws IOException {
        try (RawHttpClient client = RawHttpClient.connect(gateway.url())) {
            return client.get(path, headers).readResponse();
        }
    }

    private static Response post(TestGateway gateway, String path, String... headers) throws IOException {
        try (RawHttpClient client = RawHttpClient.connect(gateway.url())) {
            return client.post(path, "", headers).readResponse();
        }
    }

    private static Response withHost(String host) throws IOException {
        try (RawHttpClient client = RawHttpClient.connect(OPEN.url())) {
            return client.send("GET /admin/plugins HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                    .readResponse();
        }
    }

    private static void assertRefused(Response response) {
        assertThat(response.status()).isEqualTo(403);
        assertThat(response.body().json().path("error").path("code").asString()).isEqualTo("forbidden");
        assertThat(response.body().text()).doesNotContain("tiny").doesNotContain("secret");
    }
}
