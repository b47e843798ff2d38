package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.wire.Json;
import dev.aiproxy.testkit.http.RawHttpClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No secret of the configuration leaves the gateway, whatever goes wrong, and whoever repeats it. */
final class CanaryIT {
    @TempDir
    private static Path folder;

    private static CanaryLab lab;
    private static final Map<String, String> ANSWERS = new LinkedHashMap<>();

    @BeforeAll
    static void start() throws Exception {
        lab = new CanaryLab(folder);
        for (String model : CanaryLab.MODELS) {
            ANSWERS.put(model, lab.askEverywhere(model));
        }
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    static Stream<String> models() {
        return CanaryLab.MODELS.stream();
    }

    @ParameterizedTest
    @MethodSource("models")
    void errorTellsNoSecret(String model) {
        String answers = ANSWERS.getOrDefault(model, "");

        assertThat(answers.split("\n")).hasSizeGreaterThanOrEqualTo(8);
        assertThat(answers).contains("error");
        assertSafe(answers);
    }

    /** Otherwise the other tests would prove nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary-provider-key",
                "canary-header-value",
                "Bearer canary-header-bearer",
                "canary-env-key",
                "canary-dotenv-key",
                "canary-env-payload",
                "canary-claude-key",
                "canary-header-default",
                "canary-gemini-key",
                "canary-ollama-key",
                "canary-responses-key",
                "canary-client-secret"
            })
    void upstreamsWereToldTheSecretsThatTheyRepeat(String secret) {
        assertThat(lab.sent()).contains(secret);
    }

    @Test
    void upstreamErrorsAreRepeatedOtherwise() {
        assertThat(ANSWERS.getOrDefault("echo-400", "")).contains("Bearer ***", "Hello");
        assertThat(ANSWERS.getOrDefault("refuses", "")).contains("*** *** ***");
        assertThat(lab.sent()).contains(CanaryLab.login("canary-proxy-password"));
        assertThat(lab.sent()).contains(CanaryLab.login("canary-tunnel-password"));
    }

    /** The client had content, so the upstream's own event is what it gets. */
    @ParameterizedTest
    @EnumSource(Client.class)
    void errorInsideAStreamOfTheSameFormatTellsNoSecret(Client client) throws IOException {
        String model = "late-" + client.name().toLowerCase(Locale.ROOT);

        RawHttpClient.Response response =
                lab.post(client.target(model, true), client.body(model, true), CanaryLab.CLIENT);

        assertThat(response.body().text()).contains("begun", "error", "***", "Hello");
        response.body().sse().events().forEach(event -> Json.parse(event.data()));
        assertSafe(CanaryLab.told(response));
    }

    @ParameterizedTest
    @CsvSource({
        "400, POST, /v1/chat/completions?key=canary-url-key, {}, Accept: x",
        "400, POST, /v1/chat/completions, {, " + CanaryLab.CLIENT,
        "401, POST, /v1/chat/completions, {}, Authorization: Bearer canary-wrong-key",
        "401, POST, /v1/messages, {}, x-api-key: canary-wrong-key",
        "401, POST, /v1/chat/completions, {}, Cookie: canary-cookie",
        "403, POST, /v1/chat/completions, '{\"model\":\"env\"}', Authorization: Bearer canary-limited-key",
        "404, POST, /v1/chat, {}, " + CanaryLab.CLIENT,
        "405, GET, /v1/chat/completions, , " + CanaryLab.CLIENT,
        "502, POST, /v1/chat/completions, {}, x-api-key: canary-doorman-key",
        "403, GET, /admin/config, , Authorization: Bearer canary-wrong-admin",
        "403, GET, /admin/config, , " + CanaryLab.CLIENT,
        "403, GET, /metrics, , " + CanaryLab.CLIENT,
        "404, GET, /admin/nothing, , " + CanaryLab.ADMIN,
        "405, POST, /admin/config, {}, " + CanaryLab.ADMIN
    })
    void refusalTellsNoSecret(int status, String method, String path, String body, String header) throws IOException {
        RawHttpClient.Response response =
                method.equals("GET") ? lab.get(path, header) : lab.post(path, body, header, "x-request-id: refused");

        assertThat(response.status()).isEqualTo(status);
        assertSafe(CanaryLab.told(response));
    }

    @Test
    void tooLargeABodyIsRefusedWithoutASecret() throws IOException {
        try (RawHttpClient client = RawHttpClient.connect(lab.gateway().url())) {
            client.send("POST %s HTTP/1.1\r\nHost: h\r\n%s\r\nContent-Length: %d\r\n\r\n{\"model\":\"canary"
                    .formatted(Lab.CHAT, CanaryLab.CLIENT, (1 << 20) + 1));
            RawHttpClient.Response response = client.readResponse();

            assertThat(response.status()).isEqualTo(413);
            assertSafe(CanaryLab.told(response));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/config",
                "/admin/plugins",
                "/admin/plugins/telltale",
                "/admin/models",
                "/admin/credentials",
                "/admin/requests",
                "/admin/metrics",
                "/admin/log-level",
                "/metrics",
                "/health"
            })
    void adminAnswerTellsNoSecret(String path) throws IOException {
        RawHttpClient.Response response = lab.get(path, CanaryLab.ADMIN);

        assertThat(response.status()).isEqualTo(200);
        assertSafe(CanaryLab.told(response));
    }

    @Test
    void configIsShownButForItsSecrets() throws IOException {
        String shown = lab.get("/admin/config", CanaryLab.ADMIN).body().text();

        assertThat(shown)
                .contains("\"params\":{\"user\":\"***\",\"plain_member\":\"shown\"}")
                .contains("\"extra\":{\"deep\":\"***\",\"shown\":\"openly\"}")
                .contains("\"note\":\"***\"", "\"second\":\"***\"", "\"tenant-id\":\"contoso.example\"");
    }

    /** The level came from the configuration, and comes from an operator now. */
    @Test
    void logAtTraceTellsNoSecret() throws IOException {
        lab.post("/admin/log-level?level=info", "", CanaryLab.ADMIN);
        assertThat(lab.post("/admin/log-level?level=trace", "", CanaryLab.ADMIN).status())
                .isEqualTo(200);
        for (String model : CanaryLab.MODELS) {
            assertSafe(lab.askEverywhere(model));
        }

        String log = lab.gateway().log();
        assertThat(log)
                .contains("plugin 'telltale' failed in", "java.lang.IllegalStateException: ***")
                .containsPattern("failed: UNREACHABLE 0 \\*\\*\\*:\\d+: Connection refused");
        assertSafe(log);
    }

    @Test
    void badChangeIsRefusedWithoutASecret() throws IOException {
        try {
            Files.writeString(lab.configFile(), lab.config() + BAD);
            String refusal = CanaryLab.told(lab.post("/admin/reload", "", CanaryLab.ADMIN));
            String status = CanaryLab.told(lab.get("/admin/config", CanaryLab.ADMIN));

            assertThat(refusal).contains("422", "unknown option", "config.yaml:");
            assertThat(status).contains("last-error");
            assertSafe(refusal + status + lab.gateway().log());
        } finally {
            Files.writeString(lab.configFile(), lab.config());
        }
    }

    /** A secret beside each mistake, and as each mistake. */
    private static final String BAD = """
            cors: { allowed-origins: [canary-origin] }
            trusted-proxies: [canary-address]
            proxy-url: http://user:canary-password@proxy:port
            upstream: { max-waiting: canary-number, ca-file: [canary-file] }
            acme-api-key:
              - api-key: canary-nobody
            passthrough-headers: "canary header"
            logging-to-file: canary
            canary-as-a-name-1234567890-and-longer: x
            """;

    /** Further mistakes stand in the tests of bad configurations; none of their secrets is repeated either. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "openai-api-key: [{ api-kye: canary-key, proxy-url: \"ftp://u:canary-password@h\" }]",
                "telltale: [{ api-key: canary-key, note: \"bad-${CANARY_NOTE}\", second: canary-second }]",
                "admin-key: *canary-key",
                "port: ${CANARY_ENV}"
            })
    void startWithABadConfigurationTellsNoSecret(String yaml) throws Exception {
        Path bad = Files.writeString(folder.resolve("bad.yaml"), yaml + "\n");

        String checked = lab.run(bad, "check");

        assertThat(checked).contains("bad.yaml:1:");
        assertSafe(checked);
    }

    @Test
    void startThatFailsTellsNoSecret() throws Exception {
        Path bad = Files.writeString(folder.resolve("bad-start.yaml"), lab.config() + BAD);

        String told = lab.run(bad, "serve");

        assertThat(told).contains("bad-start.yaml:");
        assertSafe(told);
    }

    @Test
    void commandsTellNoSecret() throws Exception {
        String checked = lab.run(lab.configFile(), "check");

        assertThat(checked).contains("the configuration is valid", " api-key *** ***");
        assertSafe(checked);
        assertSafe(lab.run(lab.configFile(), "schema"));
        assertSafe(lab.listPlugins());
    }

    @Test
    void noExceptionThatIsKeptTellsASecret() throws Exception {
        Path dump = folder.resolve("heap.hprof");
        lab.gateway().dumpHeap(dump);

        List<String> messages = HeapMessages.of(dump);
        Files.delete(dump);

        assertThat(messages).anyMatch(message -> message.contains("Java heap space"));
        assertThat(messages).noneMatch(message -> message.contains("canary"));
    }

    private static void assertSafe(String told) {
        assertThat(told)
                .doesNotContain("canary")
                .doesNotContain(CanaryLab.login("canary-proxy-password"))
                .doesNotContain(CanaryLab.login("canary-tunnel-password"));
    }
}
