package dev.aiproxy.dist;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.HeaderLines;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RawHttpClient.Response;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import dev.aiproxy.testkit.http.TlsIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A packaged gateway at TRACE with a secret of every kind, all of which contain {@code canary}, and upstreams that repeat in their
 * errors whatever they were sent.
 */
final class CanaryLab implements AutoCloseable {
    static final String ADMIN = "Authorization: Bearer canary-admin-key";
    static final String CLIENT = "Authorization: Bearer canary-client-key";

    /** Each fails in its own way. */
    static final List<String> MODELS = List.of(
            "echo-400",
            "echo-401",
            "echo-403",
            "echo-404",
            "echo-429",
            "echo-500",
            "echo-503",
            "stream-error",
            "late-chat",
            "late-responses",
            "late-claude",
            "late-gemini",
            "env",
            "dotenv",
            "claude",
            "gemini",
            "azure",
            "ollama",
            "refused",
            "placed",
            "untrusted",
            "relayed",
            "tunnelled",
            "throws",
            "refuses",
            "begins",
            "unknown");

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "CANARY_ENV",
            "canary-env-key",
            "CANARY_NOTE",
            "canary-env-note",
            "CANARY_PAYLOAD",
            "canary-env-payload",
            "LOOPBACK",
            "127.0.0.1",
            "CANARY_PATH",
            "canary-env-path");

    private final FakeUpstream upstream = FakeUpstream.start().respond(CanaryLab::repeated);
    private final FakeUpstream proxy = FakeUpstream.start().respond(CanaryLab::repeated);
    private final FakeUpstream untrusted = FakeUpstream.startTls(TlsIdentity.forHosts("localhost", "127.0.0.1"));
    private final Path folder;
    private final GatewayProcess gateway;

    CanaryLab(Path folder) throws Exception {
        this.folder = folder;
        copyPlugins();
        Files.writeString(folder.resolve(".env"), "CANARY_DOTENV=canary-dotenv-key\n");
        Files.writeString(configFile(), config());
        gateway = GatewayProcess.serve(folder, ENVIRONMENT, arguments().toArray(String[]::new));
    }

    private void copyPlugins() throws IOException {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        try (Stream<Path> jars = Files.list(GatewayProcess.HOME.resolve("plugins"))) {
            for (Path jar : jars.toList()) {
                Files.copy(jar, plugins.resolve(jar.getFileName()));
            }
        }
        Files.copy(CanaryPlugin.jar(folder), plugins.resolve("telltale.jar"));
    }

    Path configFile() {
        return folder.resolve("config.yaml");
    }

    String config() {
        URI refusing = FakeUpstream.refusingUrl();
        return """
                log-level: trace
                body-limit-mb: 1
                request-retry: 0
                retry: { cooldown: false }
                plugins: { watch: false }
                api-keys: [canary-client-key, { key: canary-limited-key, name: ci, models: [other] }]
                admin-key: canary-admin-key
                payload:
                  default:
                    - models: [{ name: "*" }]
                      params: { user: "${CANARY_PAYLOAD}", plain_member: shown }
                openai-compatibility:
                  - api-key: canary-provider-key
                    base-url: %1$s
                    headers: { X-Secret: canary-header-value, X-Bearer: Bearer canary-header-bearer }
                    models: [echo-400, echo-401, echo-403, echo-404, echo-429, echo-500, echo-503, stream-error, late-chat]
                  - { api-key: canary-responses-key, base-url: "%1$s", models: [late-responses], wire-api: responses }
                  - { api-key: "${CANARY_ENV}", base-url: "%1$s", models: [env] }
                  - { api-key: "${CANARY_DOTENV}", base-url: "%1$s", models: [dotenv] }
                  - { api-key: canary-refused-key, base-url: "%2$s", models: [refused] }
                  - { api-key: canary-untrusted-key, base-url: "%3$s", models: [untrusted] }
                  - { api-key: canary-placed-key, base-url: "http://${LOOPBACK}:%5$d/${CANARY_PATH}", models: [placed] }
                  - api-key: canary-relayed-key
                    base-url: http://provider.invalid
                    models: [relayed]
                    proxy-url: http://user:canary-proxy-password@127.0.0.1:%4$d
                  - api-key: canary-tunnelled-key
                    base-url: https://provider.invalid
                    models: [tunnelled]
                    proxy-url: http://user:canary-tunnel-password@127.0.0.1:%4$d
                claude-api-key:
                  - { api-key: canary-claude-key, base-url: "%1$s", models: [claude, late-claude], cloak: { mode: always } }
                claude-header-defaults: { x-of-all: canary-header-default }
                gemini-api-key:
                  - { api-key: canary-gemini-key, base-url: "%1$s", models: [gemini, late-gemini] }
                ollama:
                  - { api-key: canary-ollama-key, base-url: "%1$s", models: [ollama] }
                azure-openai-api-key:
                  - base-url: %1$s
                    models: [azure]
                    tenant-id: contoso.example
                    client-id: somebody
                    client-secret: canary-client-secret
                    authority: %1$s
                telltale:
                  - api-key: canary-telltale-key
                    models: [throws, refuses, begins]
                    note: ${CANARY_NOTE}
                    second: canary-second-secret
                    extra: { deep: "x-${CANARY_NOTE}-x", shown: openly }
                """.formatted(upstream.url(), refusing, untrusted.url(), proxy.port(), refusing.getPort());
    }

    /** Says in every place of an error what it was sent. */
    private static Reply repeated(RecordedRequest request) {
        StringBuilder sent = new StringBuilder(request.bodyText());
        for (HeaderLines.Line line : request.headers().lines()) {
            sent.append(' ').append(line.value());
        }
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("error_description", sent.toString());
        body.putObject("error")
                .put("message", sent.toString())
                .put("type", sent.toString())
                .put("code", sent.toString())
                .put("status", sent.toString());
        if (request.bodyText().contains("stream-error")) {
            return Reply.sse(body.toString());
        }
        if (request.bodyText().contains("late-") || request.target().contains("late-")) {
            return asksForStream(request)
                    ? Reply.sseText(LateErrors.stream(request.target(), body))
                    : Reply.json(200, body.toString());
        }
        return Reply.json(status(request), body.toString());
    }

    private static boolean asksForStream(RecordedRequest request) {
        return request.bodyText().contains("\"stream\":true")
                || request.target().contains(":streamGenerateContent");
    }

    private static int status(RecordedRequest request) {
        return Stream.of(400, 403, 404, 429, 500, 503)
                .filter(status -> request.bodyText().contains("echo-" + status))
                .findFirst()
                .orElse(request.header("proxy-authorization").isPresent() ? 407 : 401);
    }

    /** Asks for a model in every format, as a stream and not; what was answered. */
    String askEverywhere(String model) throws IOException {
        StringBuilder answers = new StringBuilder();
        for (Client client : Client.values()) {
            for (boolean stream : new boolean[] {false, true}) {
                try (RawHttpClient http = RawHttpClient.connect(gateway.url())) {
                    answers.append(told(http.post(client.target(model, stream), client.body(model, stream), CLIENT)
                            .readResponse()));
                }
            }
        }
        return answers.toString();
    }

    Response get(String path, String... headers) throws IOException {
        try (RawHttpClient http = RawHttpClient.connect(gateway.url())) {
            return http.get(path, headers).readResponse();
        }
    }

    Response post(String path, String body, String... headers) throws IOException {
        try (RawHttpClient http = RawHttpClient.connect(gateway.url())) {
            return http.post(path, body, headers).readResponse();
        }
    }

    /** All of an answer, its head included. */
    static String told(Response response) {
        return response.head().statusLine() + response.head().headers()
                + response.body().text() + "\n";
    }

    /** What the upstreams were sent, to know that they knew. */
    String sent() {
        StringBuilder sent = new StringBuilder();
        Stream.of(upstream, proxy)
                .flatMap(each -> each.requests().stream())
                .forEach(request -> sent.append(request.headers()).append(request.bodyText()));
        return sent.toString();
    }

    /** A proxy's login as it travels. */
    static String login(String password) {
        return Base64.getEncoder().encodeToString(("user:" + password).getBytes(UTF_8));
    }

    /** Runs a command with the same environment, configuration and plugins. */
    String run(Path config, String... command) throws Exception {
        String[] all =
                Stream.concat(Stream.of(command), arguments(config).stream()).toArray(String[]::new);
        return GatewayProcess.run(folder, ENVIRONMENT, all).both();
    }

    String listPlugins() throws Exception {
        String plugins = folder.resolve("plugins").toString();
        return GatewayProcess.run(folder, ENVIRONMENT, "plugins", "list", "--plugins", plugins)
                .both();
    }

    private List<String> arguments() {
        return arguments(configFile());
    }

    private List<String> arguments(Path config) {
        return List.of(
                "--config",
                config.toString(),
                "--plugins",
                folder.resolve("plugins").toString());
    }

    GatewayProcess gateway() {
        return gateway;
    }

    @Override
    public void close() {
        gateway.close();
        untrusted.close();
        proxy.close();
        upstream.close();
    }
}
