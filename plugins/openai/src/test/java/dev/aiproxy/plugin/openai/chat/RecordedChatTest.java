package dev.aiproxy.plugin.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatEvents;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.plugin.openai.error.OpenAiErrors;
import dev.aiproxy.testkit.digest.Digest;
import dev.aiproxy.testkit.digest.Digests;
import dev.aiproxy.testkit.grammar.ChatStreamGrammar;
import dev.aiproxy.testkit.grammar.StreamOption;
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

/** Every Chat recording, read from an upstream and written for a client, says the same (S-ALL-1, S-ALL-2, R-ALL-1). */
@Tag("shared")
final class RecordedChatTest {
    private final Exchange exchange = new Exchange();

    @TestFactory
    List<DynamicTest> answers() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Recording recording : Recordings.shared().answers(Digests.CHAT)) {
            tests.add(DynamicTest.dynamicTest(recording.key(), () -> check(recording)));
        }
        assertThat(tests).hasSizeGreaterThan(15);
        return tests;
    }

    private void check(Recording recording) {
        String body = recording.body();
        Digest recorded = Digests.CHAT.ofBody(body);
        if (recorded.error() != null) {
            JsonNode error = Json.parse(body);
            assertThat(OpenAiErrors.read(400, error).message()).isEqualTo(recorded.error());
            return;
        }
        boolean streamed = recording.stream();
        List<ChatEvent> events = streamed ? exchange.readStream(body) : ChatEvents.of(exchange.readResponse(body));
        ChatResponse response = streamed ? exchange.collectStream(body) : exchange.readResponse(body);

        checkStream(recorded, exchange.writeStream(true, events));
        checkPlain(recorded, exchange.client().writeResponse(response));
        if (streamed) {
            SlicedStream.assertSame(Exchange::new, body);
        }
    }

    private static void checkStream(Digest recorded, String stream) {
        ChatStreamGrammar.with(StreamOption.CLIENT_ASKED_FOR_USAGE).assertLegal(stream);
        assertThat(Digests.CHAT.ofBody(stream).differencesFrom(recorded)).isEmpty();
        for (SseEvent event : SseParser.parse(stream).events()) {
            if (!event.isDone()) {
                Schemas.assertValid("openai-chat-chunk", event.data());
            }
        }
    }

    private static void checkPlain(Digest recorded, JsonNode written) {
        Schemas.assertValid("openai-chat-response", Json.text(written));
        assertThat(Digests.CHAT.ofBody(Json.text(written)).differencesFrom(recorded))
                .isEmpty();
    }

    @TestFactory
    List<DynamicTest> requests() {
        List<DynamicTest> tests = new ArrayList<>();
        for (RecordedQuestion question : Recordings.shared().questions(url -> url.endsWith("/chat/completions"))) {
            tests.add(DynamicTest.dynamicTest(question.key(), () -> checkRequest(question)));
        }
        assertThat(tests).hasSizeGreaterThan(10);
        return tests;
    }

    private void checkRequest(RecordedQuestion question) {
        JsonNode written = exchange.write(exchange.read(Json.text(question.body())));
        Schemas.assertValid("openai-chat-request", Json.text(written));
    }
}
