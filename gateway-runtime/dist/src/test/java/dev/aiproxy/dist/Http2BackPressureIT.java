package dev.aiproxy.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import dev.aiproxy.testkit.http.TlsIdentity;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link BackPressureIT} over HTTP/2, where a client slows down each stream by itself. */
final class Http2BackPressureIT {
    private static final TlsIdentity IDENTITY = TlsIdentity.forHosts("127.0.0.1");

    /** More than the buffers between an upstream and the gateway grow to by common defaults. */
    private static final long MOST_ON_THE_WAY = 8L << 20;

    private static final int ROOM = 64 * 1024;
    private static final int SMALL_BUFFER = 16 * 1024;
    private static final Duration STILL = Duration.ofMillis(300);

    /** Longer than an upstream may be silent: a pause of the gateway's own making is no silence. */
    private static final Duration LONG_STILL = Duration.ofMillis(2500);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private FakeUpstream upstream;
    private Lab lab;

    @BeforeEach
    void start() throws IOException {
        upstream = FakeUpstream.start().sendBuffer(SMALL_BUFFER);
        lab = Lab.tls(IDENTITY, "request-timeout: 2s\n", upstream);
    }

    @AfterEach
    void stop() {
        lab.close();
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endlessAnswerPausesWhileTheClientDoes(boolean streamed) throws Exception {
        upstream.enqueue(endless(streamed));
        try (Http2Client client = connect(ROOM)) {
            int stream = ask(client, streamed);
            RecordedRequest request = upstream.takeRequest();
            assertThat(pausedAt(List.of(request), STILL)).isLessThan(MOST_ON_THE_WAY);
            assertThat(client.await(stream, ROOM).text()).hasSize(ROOM);

            int more = 10 * ROOM;
            for (int i = 0; i < 10; i++) {
                client.room(stream, ROOM);
                client.await(stream, ROOM * (i + 2));
            }
            assertThat(pausedAt(List.of(request), STILL)).isLessThan(MOST_ON_THE_WAY + more);
            assertThat(client.await(stream, ROOM + more).text())
                    .hasSize(ROOM + more)
                    .isEqualTo(beginning(ROOM + more, streamed));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void pausedAnswerArrivesWhole(boolean streamed) throws Exception {
        String content = "0123456789abcdef".repeat(4096);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 250; i++) {
            text.append(streamed ? ChatText.words("c-1", content + i) : content + i);
        }
        String whole = streamed ? text + ChatText.DONE : "\"" + text + "\"";
        upstream.enqueue(streamed ? Reply.sseText(whole) : Reply.json(whole));
        try (Http2Client client = connect(ROOM)) {
            int stream = ask(client, streamed);
            assertThat(pausedAt(List.of(upstream.takeRequest()), LONG_STILL)).isLessThan(whole.length());

            client.room(stream, 1 << 30);
            boolean same = client.whole(stream).text().equals(whole);
            assertThat(same).isTrue();
        }
    }

    /** Room comes in pieces that fit neither events nor frames. */
    @Test
    void answerArrivesWholeHoweverLittleRoomThereIs() throws Exception {
        String whole = ChatText.stream("c-1", "Hello".repeat(100), " there".repeat(50), "!");
        upstream.enqueue(Reply.sseText(whole).inSlicesOf(700));
        try (Http2Client client = connect(1)) {
            int stream = ask(client, true);
            for (int had = 1, step = 1; had < whole.length(); had += step, step = step % 97 + 1) {
                assertThat(client.await(stream, had).text()).isEqualTo(whole.substring(0, had));
                client.room(stream, step);
            }
            assertThat(client.whole(stream).text()).isEqualTo(whole);
        }
    }

    @Test
    void manySlowStreamsOfOneConnectionNeedLittleMemory() throws Exception {
        int streams = 50;
        upstream.always(endless(true));
        long before = usedHeap();
        try (Http2Client client = connect(1000)) {
            List<Integer> slow = new ArrayList<>();
            for (int i = 0; i < streams; i++) {
                slow.add(ask(client, true));
                upstream.takeRequest();
            }
            assertThat(pausedAt(upstream.requests(), STILL)).isLessThan(streams * MOST_ON_THE_WAY);
            assertThat(usedHeap() - before).isLessThan(streams * (256L << 10));
            for (int stream : slow) {
                assertThat(client.await(stream, 1000).text()).hasSize(1000);
            }
        }
    }

    private Http2Client connect(int room) throws IOException {
        return Http2Client.connect(lab.gateway().url(), IDENTITY, room);
    }

    private static int ask(Http2Client client, boolean streamed) throws IOException {
        return client.post(Lab.CHAT, streamed ? ChatText.streamRequest("m") : ChatText.request("m"));
    }

    private static Reply endless(boolean streamed) {
        return Reply.endless(i -> piece(i, streamed).getBytes(UTF_8))
                .header("Content-Type", streamed ? "text/event-stream" : "application/json");
    }

    private static String piece(long index, boolean streamed) {
        String text = "%012d%s".formatted(index, "x".repeat(4000));
        return streamed ? ChatText.words("c-1", text) : text;
    }

    private static String beginning(int length, boolean streamed) {
        StringBuilder text = new StringBuilder();
        for (long i = 0; text.length() < length; i++) {
            text.append(piece(i, streamed));
        }
        return text.substring(0, length);
    }

    /** Waits until the upstreams can write no more, and says how much they have written. */
    private static long pausedAt(List<RecordedRequest> requests, Duration still) {
        long[] last = {-1, System.nanoTime()};
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> unchanged(written(requests), last, still));
        return written(requests);
    }

    private static long written(List<RecordedRequest> requests) {
        return requests.stream().mapToLong(RecordedRequest::bytesWritten).sum();
    }

    private static boolean unchanged(long written, long[] last, Duration still) {
        if (written != last[0]) {
            last[0] = written;
            last[1] = System.nanoTime();
        }
        return System.nanoTime() - last[1] > still.toNanos();
    }

    private static long usedHeap() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
