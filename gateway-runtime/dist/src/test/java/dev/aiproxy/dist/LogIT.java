package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aiproxy.testkit.http.RawHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log of a gateway of its own: to the standard error or to files, as text or as JSON. */
final class LogIT {
    private static final String CONTENT = "do-not-log-me";
    private static final String BODY =
            "{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\"" + CONTENT + "\"}]}";
    private static final Pattern PORT = Pattern.compile("listens on http://[^ ]*:(\\d+) ");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void linesAreJsonWhereThatIsWanted() throws Exception {
        Path config = Files.writeString(folder.resolve("c.yaml"), "log-format: json\necho:\n");
        try (GatewayProcess gateway = GatewayProcess.serve(folder, Map.of(), "--config", config.toString())) {
            ask(gateway.url().getPort());
            refuse(gateway.url());
            await().until(() -> gateway.log().contains("\"message\":\"exchange\"")
                    && gateway.log().contains("\"message\":\"refused\""));

            List<JsonNode> lines =
                    gateway.log().lines().map(JsonMapper.shared()::readTree).toList();
            assertThat(lines).allMatch(line -> line.has("time") && line.has("message"));
            JsonNode exchange = lines.stream()
                    .filter(line -> line.path("message").asString().equals("exchange"))
                    .findFirst()
                    .orElseThrow();
            assertThat(exchange.path("request_id").asString()).isEqualTo("log-1");
            assertThat(exchange.path("model").asString()).isEqualTo("echo");
            assertThat(exchange.path("status").asInt()).isEqualTo(200);
            assertThat(lines.stream()
                            .filter(line -> line.path("message").asString().equals("refused")))
                    .singleElement()
                    .satisfies(refused -> {
                        assertThat(refused.path("request_id").asString()).isEqualTo("log-2");
                        assertThat(refused.path("format").asString()).isEqualTo("openai");
                        assertThat(refused.path("status").asInt()).isEqualTo(405);
                        assertThat(refused.path("error").asString()).isEqualTo("METHOD_NOT_ALLOWED");
                    });
            assertThat(gateway.log()).doesNotContain(CONTENT);
        }
    }

    @Test
    void logGoesToFilesWhereThatIsWanted() throws Exception {
        Path config = Files.writeString(
                folder.resolve("c.yaml"),
                "host: 127.0.0.1\nport: 0\nlogging-to-file: true\nlog-dir: var/log\nlog-level: trace\necho:\n");
        Path log = folder.resolve("var/log/ai-proxy.log");
        try (GatewayProcess gateway = GatewayProcess.start(folder, Map.of(), "--config", config.toString())) {
            await().until(() -> PORT.matcher(read(log)).find());
            Matcher port = PORT.matcher(read(log));
            assertThat(port.find()).isTrue();
            ask(Integer.parseInt(port.group(1)));

            await().until(() -> read(log).contains("exchange - log-1"));
            assertThat(read(log)).doesNotContain(CONTENT);
            assertThat(gateway.log()).doesNotContain("listens on");
        }
    }

    @Test
    void filesAreWrittenToAfterReloads() throws Exception {
        Path config = Files.writeString(
                folder.resolve("c.yaml"), "host: 127.0.0.1\nport: 0\nlogging-to-file: true\nlog-dir: log\necho:\n");
        Path log = folder.resolve("log/ai-proxy.log");
        try (GatewayProcess gateway = GatewayProcess.start(folder, Map.of(), "--config", config.toString())) {
            await().until(() -> PORT.matcher(read(log)).find());
            Matcher port = PORT.matcher(read(log));
            assertThat(port.find()).isTrue();
            for (String format : List.of("text", "json", "text")) {
                Files.writeString(
                        config, "port: 0\nlogging-to-file: true\nlog-dir: log\nlog-format: " + format + "\necho:\n");
                String before = read(log);
                await().until(() -> read(log).substring(before.length()).contains("reloaded:"));
                ask(Integer.parseInt(port.group(1)));
                await().until(() -> read(log).substring(before.length()).contains("log-1"));
            }
            assertThat(gateway.log()).doesNotContain("log-1");
        }
    }

    private static void refuse(java.net.URI gateway) throws IOException {
        try (RawHttpClient client = RawHttpClient.connect(gateway)) {
            client.get("/v1/chat/completions", "x-request-id: log-2").readResponse();
        }
    }

    private static void ask(int port) throws IOException {
        try (RawHttpClient client = RawHttpClient.connect(java.net.URI.create("http://127.0.0.1:" + port))) {
            assertThat(client.post("/v1/chat/completions", BODY, "x-request-id: log-1")
                            .readResponse()
                            .status())
                    .isEqualTo(200);
        }
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
