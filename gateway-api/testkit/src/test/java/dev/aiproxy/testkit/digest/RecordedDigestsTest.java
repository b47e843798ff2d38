package dev.aiproxy.testkit.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Our reading of every Chat, Claude and Gemini recording against the digest that was published with it. */
@Tag("shared")
final class RecordedDigestsTest {

    private static final Path RECORDINGS = Path.of(System.getProperty("aiproxy.shared", ".."), "recordings");
    private static final Map<String, Digests> FORMATS =
            Map.of("chat", Digests.CHAT, "claude", Digests.CLAUDE, "gemini", Digests.GEMINI);

    @TestFactory
    List<DynamicTest> recordings() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        read(RECORDINGS.resolve("digests.json")).properties().forEach(entry -> {
            Digests format = FORMATS.get(entry.getValue().path("format").asString());
            if (format != null) {
                tests.add(
                        DynamicTest.dynamicTest(entry.getKey(), () -> check(format, entry.getKey(), entry.getValue())));
            }
        });
        assertThat(tests).hasSizeGreaterThan(70);
        return tests;
    }

    private static void check(Digests format, String key, JsonNode expected) throws IOException {
        Digest digest = format.ofBody(body(key));

        assertThat(digest.differencesFrom(expected(expected))).isEmpty();
        assertThat(digest.finish()).isEqualTo(expected.path("finish").asString(null));
        assertThat(Optional.ofNullable(digest.usage()).isPresent())
                .isEqualTo(!expected.path("usage").isEmpty());
    }

    private static String body(String key) throws IOException {
        String[] parts = key.split("#", 2);
        Path file = RECORDINGS.resolve(parts[0]);
        if (parts.length == 2) {
            JsonNode response = read(file)
                    .path("interactions")
                    .path(Integer.parseInt(parts[1]))
                    .path("response");
            return response.has("body_text")
                    ? response.path("body_text").asString()
                    : response.path("body").toString();
        }
        if (key.endsWith(".chunks.txt")) {
            try (Stream<String> lines = Files.lines(file)) {
                return lines.map(line -> "data: " + line + "\n\n").collect(Collectors.joining());
            }
        }
        return Files.readString(file);
    }

    private static Digest expected(JsonNode json) {
        List<Digest.ToolCall> calls = new ArrayList<>();
        for (JsonNode call : json.path("tool_calls")) {
            calls.add(new Digest.ToolCall(null, call.path("name").asString(), call.path("args")));
        }
        return new Digest(
                json.path("text").asString(),
                json.path("reasoning").asString(),
                calls,
                json.path("finish").asString(null),
                null,
                json.path("usage").isEmpty() ? null : usage(json.path("usage")),
                json.path("error").path("message").asString(null));
    }

    private static Digest.Usage usage(JsonNode usage) {
        return new Digest.Usage(
                usage.path("input").asLong(),
                usage.path("cached").asLong(),
                usage.path("cache_write").asLong(),
                usage.path("output").asLong(),
                usage.path("reasoning").asLong());
    }

    private static JsonNode read(Path file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(file));
    }
}
