package dev.aiproxy.bench.load;

import java.util.Map;

/**
 * What one order came to.
 *
 * @param completed how many were answered as they should be
 * @param inTime how many of them before the order's time was up
 * @param failed how many were not, or not at all
 * @param problem the first failure; empty if there was none
 * @param sample the beginning of the first answer's body
 * @param seconds how long requests were sent
 * @param total from when a request was due to the end of its answer, or to when it was given up
 * @param first from when a request was due to the first bytes of its answer's body
 * @param closedAt for {@link LoadMode#CANCEL}: when each request was given up, by {@link System#nanoTime()}
 */
public record LoadResult(
        long completed,
        long inTime,
        long failed,
        String problem,
        String sample,
        double seconds,
        Latency total,
        Latency first,
        Map<Integer, Long> closedAt) {

    public double perSecond() {
        return inTime / seconds;
    }
}
