package dev.aiproxy.plugin.claude.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatEvents;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.testkit.digest.Digest;
import dev.aiproxy.testkit.digest.Digests;
import dev.aiproxy.testkit.grammar.ClaudeStreamGrammar;
import dev.aiproxy.testkit.recording.RecordedQuestion;
import dev.aiproxy.testkit.recording.Recording;
import dev.aiproxy.testkit.recording.Recordings;
import dev.aiproxy.testkit.schema.Schemas;
import dev.aiproxy.testkit.sse.SseEvent;
import dev.aiproxy.testkit.sse.SseParser;
import dev.aiproxy.testkit.translate.CodecExchange;
import dev.aiproxy.testkit.translate.SlicedStream;
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
    /** It begins anew behind a call that was given out already; ClaudeStreamReaderTest says what comes of it. */
    private static final String SPLICED = "spliced-message-start";

    private final Exchange exchange = new Exchange();

    @TestFactory
    List<DynamicTest> answers() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Recording recording : Recordings.shared().answers(Digests.CLAUDE)) {
            if (!recording.key().contains(SPLICED)) {
                tests.add(DynamicTest.dynamicTest(recording.key(), () -> check(recording)));
            }
        }
        assertThat(tests).hasSizeGreaterThan(15);
        return tests;
    }

    private void check(Recording recording) {
        String body = recording.body();
        Digest recorded = Digests.CLAUDE.ofBody(body);
        boolean streamed = recording.stream();
        List<ChatEvent> events = streamed ? exchange.readStream(body) : ChatEvents.of(exchange.readResponse(body));
        ChatResponse response = streamed ? exchange.collectStream(body) : exchange.readResponse(body);

        checkStream(recorded, exchange.writeStream(events));
        checkPlain(recorded, exchange.client().writeResponse(response));
        if (streamed) {
            SlicedStream.assertSame(Exchange::new, body);
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

    /** What the vendor accepted reaches it again with the same words, calls and results. */
    @TestFactory
    List<DynamicTest> requests() {
        List<DynamicTest> tests = new ArrayList<>();
        for (RecordedQuestion question : Recordings.shared().questions(url -> url.contains("/messages"))) {
            tests.add(DynamicTest.dynamicTest(question.key(), () -> checkRequest(question.body())));
        }
        assertThat(tests).hasSizeGreaterThan(10);
        return tests;
    }

    private static void checkRequest(JsonNode recorded) {
        CodecExchange exchange = new Exchange()
                .forClient(ClaudeFormat.ID)
                .toModel(recorded.path("model").asString());

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
}
