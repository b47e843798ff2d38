package dev.aiproxy.bench.load;

import java.util.Map;

/**
 * What one order came to.
 *
 * @param problem the first failure; empty if there was none
 * @param sample the beginning of the first answer's body
 * @param total from when a request was due to the end of its answer
 * @param first from when a request was due to the first bytes of its answer's body
 * @param closedAt for {@link LoadMode#CANCEL}: when each request was given up, by {@link System#nanoTime()}
 */
public record LoadResult(
        long completed,
        long failed,
        String problem,
        String sample,
        double seconds,
        Latency total,
        Latency first,
        Map<Integer, Long> closedAt) {

    public double perSecond() {
        return completed / seconds;
    }
}
