package dev.aiproxy.plugin.claude.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatEvents;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.testkit.digest.Digest;
import dev.aiproxy.testkit.digest.Digests;
import dev.aiproxy.testkit.grammar.ClaudeStreamGrammar;
import dev.aiproxy.testkit.sse.SseEvent;
import dev.aiproxy.testkit.sse.SseParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every Claude recording, read from an upstream and written for a client, says the same (S-ALL-1, S-ALL-2, R-ALL-1). */
@Tag("shared")
final class RecordedClaudeTest {
    private static final Path RECORDINGS = Schemas.SHARED.resolve("recordings");

    /** It begins anew behind a call that was given out already; ClaudeStreamReaderTest says what comes of it. */
    private static final String SPLICED = "spliced-message-start";

    private final Exchange exchange = new Exchange();

    @TestFactory
    List<DynamicTest> answers() {
        List<DynamicTest> tests = new ArrayList<>();
        read(RECORDINGS.resolve("digests.json")).forEachEntry((key, digest) -> {
            if (digest.path("format").asString().equals("claude") && !key.contains(SPLICED)) {
                tests.add(DynamicTest.dynamicTest(key, () -> check(key)));
            }
        });
        assertThat(tests).hasSizeGreaterThan(15);
        return tests;
    }

    private void check(String key) {
        String body = body(key);
        Digest recorded = Digests.CLAUDE.ofBody(body);
        boolean streamed = !body.strip().startsWith("{");
        List<ChatEvent> events = streamed ? exchange.readStream(body) : ChatEvents.of(exchange.readResponse(body));
        ChatResponse response = streamed ? exchange.collectStream(body) : exchange.readResponse(body);

        checkStream(recorded, exchange.writeStream(events));
        checkPlain(recorded, exchange.client().writeResponse(response));
        if (streamed) {
            checkSlices(body);
        }
    }

    private static void checkStream(Digest recorded, String stream) {
        ClaudeStreamGrammar.with().assertLegal(stream);
        assertThat(Digests.CLAUDE.ofBody(stream).differencesFrom(recorded)).isEmpty();
        for (SseEvent event : SseParser.parse(stream).events()) {
            Schemas.assertValid("anthropic-stream-event", event.data());
        }
    }

    private static void checkPlain(Digest recorded, JsonNode written) {
        Schemas.assertValid("anthropic-message", Json.text(written));
        assertThat(Digests.CLAUDE.ofBody(Json.text(written)).differencesFrom(recorded))
                .isEmpty();
    }

    private static void checkSlices(String body) {
        List<ChatEvent> whole = new Exchange().readStream(body);
        for (String text : List.of(body, body.replace("\n", "\r\n"))) {
            for (int slice : new int[] {1, 7, 64}) {
                assertThat(new Exchange().readStream(text.getBytes(StandardCharsets.UTF_8), slice))
                        .isEqualTo(whole);
            }
        }
    }

    /** What the vendor accepted reaches it again with the same words, calls and results. */
    @TestFactory
    List<DynamicTest> requests() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (var files = Files.walk(RECORDINGS)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".cassette.json"))
                    .sorted()
                    .toList()) {
                for (JsonNode interaction : read(file).path("interactions")) {
                    JsonNode request = interaction.path("request");
                    if (request.path("url").asString("").contains("/messages")) {
                        tests.add(DynamicTest.dynamicTest(
                                file.getFileName() + "#" + tests.size(), () -> checkRequest(request.path("body"))));
                    }
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(10);
        return tests;
    }

    private static void checkRequest(JsonNode recorded) {
        Exchange exchange = new Exchange()
                .withClient(ClaudeFormat.ID)
                .withModel(recorded.path("model").asString());

        JsonNode written = exchange.write(exchange.read(Json.text(recorded)));

        Schemas.assertValid("anthropic-messages-request", Json.text(written));
        assertThat(normal(written)).isEqualTo(normal(recorded));
    }

    /** Strings and single text blocks mean the same, and so does a flag with its default value. */
    private static JsonNode normal(JsonNode body) {
        ObjectNode copy = (ObjectNode) Json.parse(Json.text(body));
        copy.remove("stream");
        if (copy.has("thinking")) {
            copy.remove("temperature");
        }
        copy.path("messages").forEach(message -> {
            plain((ObjectNode) message);
            message.path("content").forEach(block -> {
                if (!block.path("is_error").asBoolean(true)) {
                    ((ObjectNode) block).remove("is_error");
                }
            });
        });
        return copy;
    }

    private static void plain(ObjectNode message) {
        JsonNode content = message.path("content");
        if (content.isArray()
                && content.size() == 1
                && content.path(0).path("type").asString("").equals("text")) {
            message.set("content", content.path(0).path("text"));
        }
    }

    private static String body(String key) {
        String[] parts = key.split("#", 2);
        String text = Schemas.text(RECORDINGS.resolve(parts[0]));
        if (parts.length == 1) {
            return key.endsWith(".chunks.txt") ? Exchange.sse(text.strip().split("\n")) : text;
        }
        JsonNode response = Json.parse(text)
                .path("interactions")
                .path(Integer.parseInt(parts[1]))
                .path("response");
        return response.has("body_text") ? response.path("body_text").asString() : Json.text(response.path("body"));
    }

    private static JsonNode read(Path file) {
        return Json.parse(Schemas.text(file));
    }
}
