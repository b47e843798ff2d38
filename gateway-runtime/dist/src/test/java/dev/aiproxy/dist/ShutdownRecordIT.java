package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.Gate;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.Reply;
import dev.aiproxy.testkit.http.ResponseBody;
import dev.aiproxy.testkit.sse.SseEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a gateway that stops ends is recorded as its own doing, not as that of a client that left. */
final class ShutdownRecordIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String MODEL = "m";

    private final FakeUpstream upstream = FakeUpstream.start();
    private final Gate gate = new Gate();
    private Lab lab;

    @BeforeEach
    void start() throws IOException {
        lab = Lab.of(upstream);
    }

    @AfterEach
    void stop() {
        gate.open();
        lab.close();
        upstream.close();
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void streamThatIsCutByShutdownIsNotRecordedAsTheClientLeaving(Client client) throws Exception {
        String begun = ChatText.role("c") + ChatText.words("c", "begun");
        upstream.enqueue(
                Reply.sseText(begun + ChatText.finish("c") + ChatText.DONE).gateAt(begun.length(), gate));
        try (RawHttpClient http = lab.connect()) {
            http.post(client.target(MODEL, true), client.body(MODEL, true));
            assertThat(http.readHead().status()).isEqualTo(200);
            gate.awaitReached(1, PATIENCE);
            SseEvent event = http.nextEvent();
            while (event != null && !event.data().contains("begun")) {
                event = http.nextEvent();
            }

            lab.close();

            ResponseBody rest = http.readBody();
            List<SseEvent> events = rest.sse().events();
            assertThat(rest.isComplete()).isTrue();
            assertThat(events.get(events.size() - 1).data()).contains("error", "the gateway is shutting down");
        }
        ExchangeRecord record = lab.takeExchange();
        assertThat(record.error()).isEqualTo(ErrorCode.SHUTTING_DOWN);
        assertThat(record.status()).isEqualTo(200);
    }

    @Test
    void requestWithoutAnAnswerYetIsToldWhy() throws Exception {
        upstream.enqueue(Reply.json(ChatText.answer("c", "late")).gateBeforeHead(gate));
        try (RawHttpClient http = lab.connect()) {
            http.post(Lab.CHAT, ChatText.request(MODEL));
            gate.awaitReached(1, PATIENCE);

            lab.close();

            RawHttpClient.Response response = http.readResponse();
            assertThat(response.status()).isEqualTo(503);
            assertThat(response.body().text()).contains("the gateway is shutting down");
        }
        ExchangeRecord record = lab.takeExchange();
        assertThat(record.error()).isEqualTo(ErrorCode.SHUTTING_DOWN);
        assertThat(record.status()).isEqualTo(503);
    }
}
