package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.Gate;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A client that goes away takes its upstream request along, at once, and is recorded once. */
abstract class CancelCases {
    private static final Duration LIMIT = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** A busy machine may delay one attempt; the gateway is not what delays all of them. */
    private static final int TRIES = 3;

    private static final String BEGUN = ChatText.role("c-1") + ChatText.words("c-1", "Hello");

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

    /** When it leaves: the upstream has sent so much of its answer, and no more follows. */
    enum Moment {
        PLAIN_BEFORE_THE_HEAD(ChatText.request("m"), plain(2000), -1, 0),
        PLAIN_BEFORE_THE_CLIENT_SAW_ANYTHING(ChatText.request("m"), plain(2000), 1000, 0),
        PLAIN_IN_THE_MIDDLE(ChatText.request("m"), plain(500_000), 400_000, 300_000),
        STREAM_BEFORE_THE_HEAD(ChatText.streamRequest("m"), Reply.sseText(BEGUN), -1, 0),
        STREAM_BEFORE_CONTENT(
                ChatText.streamRequest("m"),
                Reply.sseText(BEGUN),
                ChatText.role("c-1").length(),
                0),
        STREAM_BETWEEN_EVENTS(
                ChatText.streamRequest("m"), Reply.sseText(BEGUN + BEGUN), BEGUN.length(), BEGUN.length()),
        STREAM_INSIDE_AN_EVENT(
                ChatText.streamRequest("m"), Reply.sseText(BEGUN + BEGUN), BEGUN.length() + 20, BEGUN.length());

        private final String request;
        private final Reply reply;
        private final int sent;
        private final int seen;

        Moment(String request, Reply reply, int sent, int seen) {
            this.request = request;
            this.reply = reply;
            this.sent = sent;
            this.seen = seen;
        }

        private static Reply plain(int length) {
            return Reply.json(ChatText.answer("c-1", "x".repeat(length)));
        }

        String request() {
            return request;
        }

        /** Bytes of the body that a client can have seen. */
        int seen() {
            return seen;
        }

        Reply heldAt(Gate gate) {
            return sent < 0 ? reply.gateBeforeHead(gate) : reply.gateAt(sent, gate);
        }
    }

    private static Stream<Arguments> departures() {
        return Arrays.stream(Moment.values())
                .flatMap(moment -> Arrays.stream(Leaving.values()).map(leaving -> Arguments.of(moment, leaving)));
    }

    @ParameterizedTest
    @MethodSource("departures")
    void upstreamIsClosedAtOnce(Moment moment, Leaving leaving) throws Exception {
        Duration fastest = PATIENCE;
        for (int i = 0; i < TRIES && fastest.compareTo(LIMIT) >= 0; i++) {
            Duration took = departure(moment, leaving);
            fastest = took.compareTo(fastest) < 0 ? took : fastest;
        }

        assertThat(fastest).isLessThan(LIMIT);
        assertThatNoOtherExchangeWasRecorded();
    }

    private Duration departure(Moment moment, Leaving leaving) throws Exception {
        Gate gate = new Gate();
        upstream.enqueue(moment.heldAt(gate));
        try (RawHttpClient client = lab.connect()) {
            client.post(Lab.CHAT, moment.request);
            RecordedRequest request = upstream.takeRequest();
            gate.awaitReached(1, PATIENCE);
            if (moment.seen > 0) {
                assertThat(client.readHead().status()).isEqualTo(200);
                assertThat(client.readBytes(moment.seen)).hasSize(moment.seen);
            }
            long left = System.nanoTime();
            leaving.leave(client);
            long noticed = request.awaitPeerLeft(PATIENCE);

            ExchangeRecord record = lab.takeExchange();
            assertThat(record.status()).isEqualTo(499);
            assertThat(record.error()).isEqualTo(ErrorCode.CLIENT_CLOSED);
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
        String begun = BEGUN
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
            gate.awaitReached(1, PATIENCE);
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
