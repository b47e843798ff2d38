package dev.aiproxy.plugin.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatEvents;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.testkit.digest.Digest;
import dev.aiproxy.testkit.digest.Digests;
import dev.aiproxy.testkit.grammar.ResponsesStreamGrammar;
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

/** Every Responses recording, read from an upstream and written for a client, says the same (S-ALL-1, S-ALL-2, R-ALL-1). */
@Tag("shared")
final class RecordedResponsesTest {
    private final Exchange exchange = new Exchange();

    @TestFactory
    List<DynamicTest> answers() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Recording recording : Recordings.shared().answers(Digests.RESPONSES)) {
            tests.add(DynamicTest.dynamicTest(recording.key(), () -> check(recording)));
        }
        assertThat(tests).hasSizeGreaterThan(8);
        return tests;
    }

    private void check(Recording recording) {
        String body = recording.body();
        Digest recorded = Digests.RESPONSES.ofBody(body);
        assertThat(recorded.differencesFrom(recording.expected())).isEmpty();
        if (recording.stream()) {
            SlicedStream.assertSame(Exchange::new, body);
            streamed(body, recorded);
            return;
        }
        ChatResponse response = exchange.readResponse(body);
        checkPlain(recorded, exchange.client().writeResponse(response));
        checkStream(recorded, exchange.writeStream(ChatEvents.of(response)));
    }

    private void streamed(String body, Digest recorded) {
        List<ChatEvent> events = exchange.readStream(body);
        if (recorded.error() != null) {
            assertThat(events.get(events.size() - 1))
                    .isInstanceOfSatisfying(
                            ChatEvent.Failed.class,
                            failed -> assertThat(failed.error().message()).isEqualTo(recorded.error()));
            return;
        }
        checkStream(recorded, exchange.writeStream(events));
        checkPlain(recorded, exchange.client().writeResponse(exchange.collectStream(body)));
    }

    private static void checkStream(Digest recorded, String stream) {
        ResponsesStreamGrammar.with().assertLegal(stream);
        assertThat(Digests.RESPONSES.ofBody(stream).differencesFrom(recorded)).isEmpty();
        for (SseEvent event : SseParser.parse(stream).events()) {
            Schemas.assertValid("openai-responses-event", event.data());
        }
    }

    private static void checkPlain(Digest recorded, JsonNode written) {
        Schemas.assertValid("openai-responses-response", Json.text(written));
        assertThat(Digests.RESPONSES.ofBody(Json.text(written)).differencesFrom(recorded))
                .isEmpty();
    }

    @TestFactory
    List<DynamicTest> requests() {
        List<DynamicTest> tests = new ArrayList<>();
        for (RecordedQuestion question : Recordings.shared().questions(url -> url.endsWith("/responses"))) {
            tests.add(DynamicTest.dynamicTest(question.key(), () -> checkRequest(question)));
        }
        assertThat(tests).hasSizeGreaterThan(6);
        return tests;
    }

    private void checkRequest(RecordedQuestion question) {
        JsonNode written = exchange.write(exchange.read(Json.text(question.body())));
        Schemas.assertValid("openai-responses-request", Json.text(written));
    }
}
