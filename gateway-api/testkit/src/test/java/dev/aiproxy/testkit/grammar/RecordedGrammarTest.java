package dev.aiproxy.testkit.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.sse.SseEvent;
import dev.aiproxy.testkit.sse.SseParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the vendor itself streams is legal: the checker must not ask for more than the real API gives. */
@Tag("shared")
final class RecordedGrammarTest {

    private static final Path RECORDINGS = Path.of(System.getProperty("aiproxy.shared", ".."), "recordings");

    @TestFactory
    List<DynamicTest> claudeStreams() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        JsonNode digests = JsonMapper.shared().readTree(Files.readString(RECORDINGS.resolve("digests.json")));
        for (var entry : digests.properties()) {
            List<SseEvent> events = entry.getValue().path("format").asString().equals("claude")
                            && !entry.getKey().contains("spliced")
                    ? events(entry.getKey())
                    : List.of();
            if (!events.isEmpty()) {
                tests.add(DynamicTest.dynamicTest(
                        entry.getKey(), () -> ClaudeStreamGrammar.with().assertLegal(events)));
            }
        }
        assertThat(tests).hasSizeGreaterThan(4);
        return tests;
    }

    private static List<SseEvent> events(String key) throws IOException {
        String[] parts = key.split("#", 2);
        String text = Files.readString(RECORDINGS.resolve(parts[0]));
        if (key.endsWith(".chunks.txt")) {
            return SseEvent.typed(text.lines().toList());
        }
        if (parts.length == 1) {
            return List.of();
        }
        JsonNode response = JsonMapper.shared()
                .readTree(text)
                .path("interactions")
                .path(Integer.parseInt(parts[1]))
                .path("response");
        return SseParser.parse(response.path("body_text").asString("")).events();
    }
}
