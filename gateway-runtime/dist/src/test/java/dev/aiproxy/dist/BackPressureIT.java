package dev.aiproxy.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that reads slowly slows its upstream down; what lies between them is bounded. */
final class BackPressureIT {
    /** More than the socket buffers of operating system and gateway on the way grow to by common defaults. */
    private static final long MOST_ON_THE_WAY = 16L << 20;

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
        lab = Lab.with("request-timeout: 2s\n", upstream);
    }

    @AfterEach
    void stop() {
        lab.close();
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endlessAnswerPausesWhileTheClientDoes(boolean stream) throws Exception {
        upstream.enqueue(endless(stream));
        try (RawHttpClient client = slowClient()) {
            ask(client, stream);
            RecordedRequest request = upstream.takeRequest();
            client.readHead();
            assertThat(pausedAt(request)).isLessThan(MOST_ON_THE_WAY);

            long before = request.bytesWritten();
            assertGoesOn(client.body(), before + MOST_ON_THE_WAY, stream);
            assertThat(pausedAt(request)).isBetween(before + MOST_ON_THE_WAY, before + 3 * MOST_ON_THE_WAY);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void pausedAnswerArrivesWhole(boolean stream) throws Exception {
        String content = "0123456789abcdef".repeat(4096);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 250; i++) {
            text.append(stream ? ChatText.words("c-1", content + i) : content + i);
        }
        String whole = stream ? text + ChatText.DONE : "\"" + text + "\"";
        upstream.enqueue(stream ? Reply.sseText(whole) : Reply.json(whole));
        try (RawHttpClient client = slowClient()) {
            ask(client, stream);
            client.readHead();
            assertThat(pausedAt(List.of(upstream.takeRequest()), LONG_STILL)).isLessThan(whole.length());

            boolean same = client.readBody().text().equals(whole);
            assertThat(same).isTrue();
        }
    }

    @Test
    void manySlowClientsNeedLittleMemory() throws Exception {
        int clients = 12;
        upstream.always(endless(true));
        long before = usedHeap();
        List<RawHttpClient> slow = new ArrayList<>();
        try {
            for (int i = 0; i < clients; i++) {
                RawHttpClient client = slowClient();
                slow.add(client);
                ask(client, true);
                client.readHead();
                upstream.takeRequest();
            }
            assertThat(pausedAt(upstream.requests(), STILL)).isLessThan(clients * MOST_ON_THE_WAY);
            assertThat(usedHeap() - before).isLessThan(clients * (512L << 10));
        } finally {
            for (RawHttpClient client : slow) {
                client.close();
            }
        }
    }

    private RawHttpClient slowClient() throws IOException {
        return RawHttpClient.connect(lab.gateway().url(), SMALL_BUFFER);
    }

    private static void ask(RawHttpClient client, boolean stream) throws IOException {
        client.post(Lab.CHAT, stream ? ChatText.streamRequest("m") : ChatText.request("m"));
    }

    private static Reply endless(boolean stream) {
        return Reply.endless(i -> piece(i, stream).getBytes(UTF_8))
                .header("Content-Type", stream ? "text/event-stream" : "application/json");
    }

    private static String piece(long index, boolean stream) {
        String text = "%012d%s".formatted(index, "x".repeat(4000));
        return stream ? ChatText.words("c-1", text) : text;
    }

    private static void assertGoesOn(InputStream body, long bytes, boolean stream) throws IOException {
        int length = piece(0, stream).length();
        for (long i = 0; i * length < bytes; i++) {
            assertThat(new String(body.readNBytes(length), UTF_8)).isEqualTo(piece(i, stream));
        }
    }

    private static long pausedAt(RecordedRequest request) {
        return pausedAt(List.of(request), STILL);
    }

    /** Waits until the upstream can write no more, and says how much it has written. */
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
