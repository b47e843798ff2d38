package dev.aiproxy.bench.measure;

/**
 * How long it takes to be sure.
 *
 * @param rounds how often each contender has its turn; the figure is the median
 * @param millis how long one turn lasts
 * @param latencyMillis the same, for turns at a fixed rate
 * @param warmUpRequests what each contender has answered before its first turn
 * @param warmUpMillis after how long the warm-up ends at the latest
 * @param starts cold starts
 * @param cancels streams given up
 * @param openStreams how many streams are open at a time at most
 */
public record Effort(
        int rounds,
        int millis,
        int latencyMillis,
        int warmUpRequests,
        int warmUpMillis,
        int starts,
        int cancels,
        int openStreams) {
    static Effort full(int rounds, int millis) {
        return new Effort(rounds, millis, 2_000, 80_000, 90_000, 5, 500, Integer.MAX_VALUE);
    }

    /** For a look while developing, not for comparing. */
    static Effort quick() {
        return new Effort(1, 350, 500, 8_000, 800, 1, 50, 400);
    }

    /** The same, but no turn shorter than this, for what takes longer by itself. */
    Effort atLeast(int turnMillis) {
        int longer = Math.max(millis, turnMillis);
        return new Effort(rounds, longer, latencyMillis, warmUpRequests, warmUpMillis, starts, cancels, openStreams);
    }

    /** Whether latencies are measured for every route, and not for one of them only. */
    boolean everyLatency() {
        return rounds > 1;
    }
}
