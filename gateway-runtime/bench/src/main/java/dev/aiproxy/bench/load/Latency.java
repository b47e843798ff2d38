package dev.aiproxy.bench.load;

import org.HdrHistogram.Histogram;

/** Percentiles in microseconds. */
public record Latency(long count, double p50, double p90, double p99, double p999, double max) {

    /** What a histogram of nanoseconds says. */
    static Latency of(Histogram nanos) {
        return new Latency(
                nanos.getTotalCount(),
                micros(nanos, 50),
                micros(nanos, 90),
                micros(nanos, 99),
                micros(nanos, 99.9),
                micros(nanos, 100));
    }

    private static double micros(Histogram nanos, double percentile) {
        return nanos.getTotalCount() == 0 ? 0 : nanos.getValueAtPercentile(percentile) / 1_000.0;
    }
}
