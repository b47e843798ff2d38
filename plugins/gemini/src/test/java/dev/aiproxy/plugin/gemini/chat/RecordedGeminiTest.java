package dev.aiproxy.plugin.gemini.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatEvents;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.plugin.gemini.error.GeminiErrors;
import dev.aiproxy.testkit.digest.Digest;
import dev.aiproxy.testkit.digest.Digests;
import dev.aiproxy.testkit.grammar.GeminiStreamGrammar;
import dev.aiproxy.testkit.recording.RecordedQuestion;
import dev.aiproxy.testkit.recording.Recording;
import dev.aiproxy.testkit.recording.Recordings;
import dev.aiproxy.testkit.schema.Schemas;
import dev.aiproxy.testkit.sse.SseEvent;
import dev.aiproxy.testkit.sse.SseParser;
import dev.aiproxy.testkit.translate.SlicedStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Every Gemini recording, read from an upstream and written for a client, says the same (S-ALL-1, S-ALL-2, R-ALL-1). */
@Tag("shared")
final class RecordedGeminiTest {
    private final Exchange exchange = new Exchange();

    @TestFactory
    List<DynamicTest> answers() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Recording recording : Recordings.shared().answers(Digests.GEMINI)) {
            tests.add(DynamicTest.dynamicTest(recording.key(), () -> check(recording)));
        }
        assertThat(tests).hasSizeGreaterThan(30);
        return tests;
    }

    private void check(Recording recording) {
        String body = recording.body();
        Digest recorded = Digests.GEMINI.ofBody(body);
        boolean streamed = recording.stream();
        if (recorded.error() != null) {
            UpstreamError error = streamed ? lastError(body) : GeminiErrors.read(200, Json.parse(body));
            assertThat(error.message()).isEqualTo(recorded.error());
            return;
        }
        List<ChatEvent> events = streamed ? exchange.readStream(body) : ChatEvents.of(exchange.readResponse(body));
        ChatResponse response = streamed ? exchange.collectStream(body) : exchange.readResponse(body);

        checkStream(recorded, exchange.writeStream(events));
        checkPlain(recorded, exchange.client().writeResponse(response));
        if (streamed) {
            SlicedStream.assertSame(Exchange::new, body);
        }
    }

    private UpstreamError lastError(String body) {
        List<ChatEvent> events = exchange.readStream(body);
        assertThat(events.get(events.size() - 1)).isInstanceOf(ChatEvent.Failed.class);
        return ((ChatEvent.Failed) events.get(events.size() - 1)).error();
    }

    private static void checkStream(Digest recorded, String stream) {
        GeminiStreamGrammar.with().assertLegal(stream);
        assertThat(Digests.GEMINI.ofBody(stream).differencesFrom(recorded)).isEmpty();
        for (SseEvent event : SseParser.parse(stream).events()) {
            Schemas.assertValid("gemini-response", event.data());
        }
    }

    private static void checkPlain(Digest recorded, JsonNode written) {
        Schemas.assertValid("gemini-response", Json.text(written));
        assertThat(Digests.GEMINI.ofBody(Json.text(written)).differencesFrom(recorded))
                .isEmpty();
    }

    @TestFactory
    List<DynamicTest> requests() {
        List<DynamicTest> tests = new ArrayList<>();
        for (RecordedQuestion question :
                Recordings.shared().questions(url -> url.matches(".*:(streamG|g)enerateContent.*"))) {
            tests.add(DynamicTest.dynamicTest(question.key(), () -> checkRequest(question)));
        }
        assertThat(tests).hasSizeGreaterThan(8);
        return tests;
    }

    private void checkRequest(RecordedQuestion question) {
        String body = Json.text(question.body());
        for (String model : List.of("gemini-3-pro-preview", "gemini-2.5-flash", "gemini-1.5-pro")) {
            Schemas.assertValid("gemini-request", Json.text(exchange.write(model, exchange.read(body))));
        }
    }
}
