package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.dist.Departure.Moment;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.Gate;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A client that goes away takes its upstream request along, at once, and is recorded once. */
abstract class CancelCases {
    private FakeUpstream upstream;
    private Lab lab;

    /** A lab on the listener that is examined. */
    abstract Lab open(FakeUpstream provider) throws IOException;

    @BeforeEach
    void start() throws IOException {
        upstream = FakeUpstream.start();
        lab = open(upstream);
    }

    @AfterEach
    void stop() {
        lab.close();
        upstream.close();
    }

    /** How a client leaves. */
    private enum Leaving {
        CLOSE,
        RESET,
        HALF_CLOSE;

        void leave(RawHttpClient client) throws IOException {
            switch (this) {
                case CLOSE -> client.close();
                case RESET -> client.abort();
                case HALF_CLOSE -> client.halfClose();
            }
        }
    }

    private static Stream<Arguments> departures() {
        return Departure.each(Leaving.values());
    }

    @ParameterizedTest
    @MethodSource("departures")
    void upstreamIsClosedAtOnce(Moment moment, Leaving leaving) throws Exception {
        Departure.assertNoticedAtOnce(() -> departure(moment, leaving));
        assertThatNoOtherExchangeWasRecorded();
    }

    private Duration departure(Moment moment, Leaving leaving) throws Exception {
        Gate gate = new Gate();
        upstream.enqueue(moment.heldAt(gate));
        try (RawHttpClient client = lab.connect()) {
            client.post(Lab.CHAT, moment.request());
            RecordedRequest request = upstream.takeRequest();
            gate.awaitReached(1, Departure.PATIENCE);
            if (moment.seen() > 0) {
                assertThat(client.readHead().status()).isEqualTo(200);
                assertThat(client.readBytes(moment.seen())).hasSize(moment.seen());
            }
            long left = System.nanoTime();
            leaving.leave(client);
            long noticed = request.awaitPeerLeft(Departure.PATIENCE);

            Departure.assertRecorded(lab.takeExchange());
            return Duration.ofNanos(noticed - left);
        }
    }

    private void assertThatNoOtherExchangeWasRecorded() throws Exception {
        upstream.enqueue(Reply.json(ChatText.answer("c-2", "Hello")));
        assertThat(lab.post(ChatText.request("m")).status()).isEqualTo(200);
        assertThat(lab.takeExchange().status()).isEqualTo(200);
    }

    @Test
    void usageSeenBeforeTheClientLeftIsRecorded() throws Exception {
        String begun = Departure.BEGUN
                + ChatText.chunk(
                        "c-1",
                        "{\"index\":0,\"delta\":{\"content\":\"!\"},\"finish_reason\":null}",
                        ",\"usage\":" + ChatText.tokens(9, 2));
        upstream.enqueue(Reply.sseText(begun + "x").stallAt(begun.length()));
        try (RawHttpClient client = lab.connect()) {
            client.post(Lab.CHAT, ChatText.usageStreamRequest("m"));
            client.readHead();
            client.readBytes(begun.length());
            Leaving.CLOSE.leave(client);

            ExchangeRecord record = lab.takeExchange();
            assertThat(record.status()).isEqualTo(499);
            assertThat(record.usage()).isEqualTo(Usage.of(9, 2));
        }
    }

    @Test
    void pipelinedRequestIsNoDeparture() throws Exception {
        Gate gate = new Gate();
        upstream.enqueue(
                Reply.json(ChatText.answer("first", "Hello")).gateBeforeHead(gate),
                Reply.json(ChatText.answer("second", "Hello")));
        try (RawHttpClient client = lab.connect()) {
            client.post(Lab.CHAT, ChatText.request("m"));
            gate.awaitReached(1, Departure.PATIENCE);
            client.post(Lab.CHAT, ChatText.request("nick"));
            assertThat(lab.post("{}").status()).isEqualTo(400);
            gate.open();

            assertThat(client.readResponse().body().json().path("id").asString())
                    .isEqualTo("first");
            assertThat(client.readResponse().body().json().path("id").asString())
                    .isEqualTo("second");
        }
        assertThat(upstream.takeRequest().peerLeft()).isNotDone();
    }

    @Test
    void requestsSentInOneGoAreAnsweredInOrder() throws Exception {
        upstream.enqueue(
                Reply.sseText(ChatText.stream("first", "Hello")).inSlicesOf(30),
                Reply.json(ChatText.answer("second", "Hello")),
                Reply.sseText(ChatText.stream("third", "Hello")));
        try (RawHttpClient client = lab.connect()) {
            client.send(wire(ChatText.streamRequest("m"))
                    + wire(ChatText.request("m"))
                    + wire(ChatText.streamRequest("m")));

            assertThat(client.readResponse().body().text()).isEqualTo(ChatText.stream("first", "Hello"));
            assertThat(client.readResponse().body().json().path("id").asString())
                    .isEqualTo("second");
            assertThat(client.readResponse().body().text()).isEqualTo(ChatText.stream("third", "Hello"));
        }
    }

    private static String wire(String body) {
        return "POST %s HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(Lab.CHAT, body.length(), body);
    }
}
