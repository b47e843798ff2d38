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
 * @param settleMillis how long open streams are left alone before memory is looked at
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
        int settleMillis,
        int openStreams) {
    static Effort full(int rounds, int millis) {
        return new Effort(rounds, millis, 2_000, 80_000, 90_000, 5, 500, 2_000, Integer.MAX_VALUE);
    }

    /** For a look while developing, not for comparing. */
    static Effort quick() {
        return new Effort(1, 300, 400, 8_000, 400, 1, 50, 300, 400);
    }

    /** Whether what a case has no target for is measured, too. */
    boolean isFull() {
        return openStreams == Integer.MAX_VALUE;
    }
}
