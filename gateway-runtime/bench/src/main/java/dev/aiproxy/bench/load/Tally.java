package dev.aiproxy.bench.load;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What has happened so far in one order. */
final class Tally {
    private static final long LONGEST = 120_000_000_000L;

    private final Histogram total = new Histogram(LONGEST, 3);
    private final Histogram first = new Histogram(LONGEST, 3);
    private final Map<Integer, Long> closedAt = new LinkedHashMap<>();
    private long completed;
    private long inTime;
    private double seconds;
    private long failed;
    private String problem = "";
    private String sample = "";

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

    /** A request without an answer, after the time that it has waited. */
    void unanswered(long nanos) {
        total.recordValue(Math.min(nanos, LONGEST));
        failed("no answer after " + nanos / 1_000_000 + " ms");
    }

    /** What ends from now on does not count as done in time. */
    void sendingEnded(long nanos) {
        inTime = completed;
        seconds = nanos / 1e9;
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
        return new LoadResult(
                completed, inTime, failed, problem, sample, seconds, Latency.of(total), Latency.of(first), closedAt);
    }
}
