package dev.aiproxy.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/** Answers that no buffer on the way holds, and where their upstream comes to rest while the client reads nothing. */
final class Pressure {
    /** Of the sockets at both ends. */
    static final int SMALL_BUFFER = 16 * 1024;

    static final Duration STILL = Duration.ofMillis(300);

    /** Longer than an upstream may be silent: a pause of the gateway's own making is no silence. */
    static final Duration LONG_STILL = Duration.ofMillis(2500);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Pressure() {}

    static Reply endless(boolean stream) {
        return Reply.endless(i -> piece(i, stream).getBytes(UTF_8))
                .header("Content-Type", stream ? "text/event-stream" : "application/json");
    }

    /** What stands at one place of an endless answer; each piece is as long as the first. */
    static String piece(long index, boolean stream) {
        String text = "%012d%s".formatted(index, "x".repeat(4000));
        return stream ? ChatText.words("c-1", text) : text;
    }

    /** An answer of 16 MB that ends. */
    static String longAnswer(boolean stream) {
        String content = "0123456789abcdef".repeat(4096);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 250; i++) {
            text.append(stream ? ChatText.words("c-1", content + i) : content + i);
        }
        return stream ? text + ChatText.DONE : "\"" + text + "\"";
    }

    static Reply reply(String answer, boolean stream) {
        return stream ? Reply.sseText(answer) : Reply.json(answer);
    }

    static String request(boolean stream) {
        return stream ? ChatText.streamRequest("m") : ChatText.request("m");
    }

    /** Waits until the upstream can write no more, and says how much it has written. */
    static long pausedAt(RecordedRequest request, Duration still) {
        return pausedAt(List.of(request), still);
    }

    /** The same for all of them together. */
    static long pausedAt(List<RecordedRequest> requests, Duration still) {
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

    static long usedHeap() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
