package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.dist.Departure.Moment;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.Gate;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import dev.aiproxy.testkit.http.TlsIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link CancelCases} over HTTP/2, where a client takes back one request of many. */
final class Http2CancelIT {
    private static final TlsIdentity IDENTITY = TlsIdentity.forHosts("127.0.0.1");
    private static final int ROOM = 1 << 20;

    private FakeUpstream upstream;
    private Lab lab;

    @BeforeEach
    void start() throws IOException {
        upstream = FakeUpstream.start();
        lab = Lab.tls(IDENTITY, upstream);
    }

    @AfterEach
    void stop() {
        lab.close();
        upstream.close();
    }

    private enum Leaving {
        RESET,
        CLOSE,
        ABORT;

        void leave(Http2Client client, int stream) throws IOException {
            switch (this) {
                case RESET -> client.reset(stream);
                case CLOSE -> client.close();
                case ABORT -> client.abort();
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
        assertThatNothingIsOpen();
    }

    private Duration departure(Moment moment, Leaving leaving) throws Exception {
        Gate gate = new Gate();
        upstream.enqueue(moment.heldAt(gate));
        try (Http2Client client = connect(ROOM)) {
            int stream = client.post(Lab.CHAT, moment.request());
            RecordedRequest request = upstream.takeRequest();
            gate.awaitReached(1, Departure.PATIENCE);
            if (moment.seen() > 0) {
                assertThat(client.await(stream, moment.seen()).status()).isEqualTo(200);
            }
            long left = System.nanoTime();
            leaving.leave(client, stream);
            long noticed = request.awaitPeerLeft(Departure.PATIENCE);

            Departure.assertRecorded(lab.takeExchange());
            if (leaving == Leaving.RESET) {
                assertServes(client);
            }
            return Duration.ofNanos(noticed - left);
        }
    }

    @Test
    void streamWithoutRoomIsTakenBackAtOnce() throws Exception {
        for (boolean streamed : new boolean[] {true, false}) {
            upstream.enqueue(Reply.endless(
                            i -> ChatText.words("c-1", "x".repeat(4000)).getBytes(StandardCharsets.UTF_8))
                    .header("Content-Type", streamed ? "text/event-stream" : "application/json"));
            try (Http2Client client = connect(1000)) {
                int stream = client.post(Lab.CHAT, streamed ? ChatText.streamRequest("m") : ChatText.request("m"));
                RecordedRequest request = upstream.takeRequest();
                client.await(stream, 1000);
                long left = System.nanoTime();
                client.reset(stream);

                assertThat(Duration.ofNanos(request.awaitPeerLeft(Departure.PATIENCE) - left))
                        .isLessThan(Duration.ofSeconds(1));
                Departure.assertRecorded(lab.takeExchange());
                client.room(0, 100);
                assertServes(client);
            }
        }
        assertThatNothingIsOpen();
    }

    @Test
    void usageSeenBeforeTheClientLeftIsRecorded() throws Exception {
        String begun = ChatText.role("c-1")
                + ChatText.chunk(
                        "c-1",
                        "{\"index\":0,\"delta\":{\"content\":\"!\"},\"finish_reason\":null}",
                        ",\"usage\":" + ChatText.tokens(9, 2));
        upstream.enqueue(Reply.sseText(begun + "x").stallAt(begun.length()));
        try (Http2Client client = connect(ROOM)) {
            int stream = client.post(Lab.CHAT, ChatText.usageStreamRequest("m"));
            client.await(stream, begun.length());
            client.reset(stream);

            ExchangeRecord record = lab.takeExchange();
            assertThat(record.status()).isEqualTo(499);
            assertThat(record.usage()).isEqualTo(Usage.of(9, 2));
        }
    }

    @Test
    void otherStreamsGoOnWhenOneIsTakenBack() throws Exception {
        Gate gate = new Gate();
        String whole = ChatText.stream("c-1", "Hello", " there");
        int begun = ChatText.role("c-1").length();
        upstream.enqueue(
                Reply.sseText(whole).gateAt(begun, gate), Reply.sseText(whole).gateAt(begun, gate));
        try (Http2Client client = connect(ROOM)) {
            int kept = client.post(Lab.CHAT, ChatText.streamRequest("m"));
            upstream.takeRequest();
            int taken = client.post(Lab.CHAT, ChatText.streamRequest("m"));
            RecordedRequest second = upstream.takeRequest();
            gate.awaitReached(2, Departure.PATIENCE);
            client.reset(taken);
            second.awaitPeerLeft(Departure.PATIENCE);
            Departure.assertRecorded(lab.takeExchange());
            gate.open();

            assertThat(client.whole(kept).text()).isEqualTo(whole);
        }
    }

    @Test
    void answerThatBreaksOffResetsOnlyItsStream() throws Exception {
        String answer = ChatText.answer("c-1", "x".repeat(500_000));
        upstream.enqueue(Reply.json(answer).closeAt(400_000), Reply.json(ChatText.answer("c-2", "Hello")));
        try (Http2Client client = connect(ROOM)) {
            int broken = client.post(Lab.CHAT, ChatText.request("m"));

            assertThat(client.whole(broken).resetCode()).isPositive();
            assertThat(lab.takeExchange().status()).isNotEqualTo(499);
            int next = client.post(Lab.CHAT, ChatText.request("m"));
            assertThat(client.whole(next).status()).isEqualTo(200);
        }
    }

    @Test
    void requestTakenBackBeforeItIsWholeLeavesNothing() throws Exception {
        try (Http2Client client = connect(ROOM)) {
            int stream = client.open("POST", Lab.CHAT, false);
            client.data(stream, new byte[] {'{'}, false);
            client.reset(stream);

            assertServes(client);
        }
        assertThatNothingIsOpen();
    }

    private Http2Client connect(int room) throws IOException {
        return Http2Client.connect(lab.gateway().url(), IDENTITY, room);
    }

    /** The connection goes on after one of its streams was reset. */
    private static void assertServes(Http2Client client) throws IOException {
        assertThat(client.head(client.get("/health")).status()).isEqualTo(200);
    }

    private void assertThatNothingIsOpen() {
        await().atMost(Departure.PATIENCE).untilAsserted(() -> {
            try (Http2Client client = connect(ROOM)) {
                assertThat(client.whole(client.get("/admin/metrics")).text())
                        .containsPattern("aiproxy\\.open\\.exchanges\"\\s*:\\s*(\\{\"value\":)?0");
            }
        });
    }
}
