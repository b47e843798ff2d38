package dev.aiproxy.bench.load;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What has happened so far in one order. */
final class Tally {
    private static final long LONGEST = 120_000_000_000L;

    private final long start = System.nanoTime();
    private final Histogram total = new Histogram(LONGEST, 3);
    private final Histogram first = new Histogram(LONGEST, 3);
    private final Map<Integer, Long> closedAt = new LinkedHashMap<>();
    private long completed;
    private long failed;
    private String problem = "";
    private String sample = "";

    long start() {
        return start;
    }

    void completed(long nanos) {
        completed++;
        total.recordValue(Math.min(nanos, LONGEST));
    }

    void first(long nanos) {
        first.recordValue(Math.min(nanos, LONGEST));
    }

    long firsts() {
        return first.getTotalCount();
    }

    void closed(int number) {
        closedAt.put(number, System.nanoTime());
        completed++;
    }

    void failed(String why) {
        failed++;
        if (problem.isEmpty()) {
            problem = why;
        }
    }

    boolean wantsSample() {
        return sample.isEmpty();
    }

    void sample(String body) {
        sample = body;
    }

    long failures() {
        return failed;
    }

    long ended() {
        return completed + failed;
    }

    LoadResult result() {
        double seconds = (System.nanoTime() - start) / 1e9;
        return new LoadResult(
                completed, failed, problem, sample, seconds, Latency.of(total), Latency.of(first), closedAt);
    }
}
