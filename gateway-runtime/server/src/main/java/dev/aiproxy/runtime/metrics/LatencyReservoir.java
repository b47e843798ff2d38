package dev.aiproxy.runtime.metrics;

import com.codahale.metrics.Reservoir;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/** Microseconds up to an hour, each within a hundredth, since the start: nothing is sampled and nothing forgotten. */
final class LatencyReservoir implements Reservoir {
    private static final long LONGEST = 3_600_000_000L;
    private static final int DIGITS = 2;

    private final ConcurrentHistogram histogram = new ConcurrentHistogram(LONGEST, DIGITS);
    private final LongAdder sum = new LongAdder();

    @Override
    public int size() {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, histogram.getTotalCount()));
    }

    @Override
    public void update(long micros) {
        long fitting = Math.min(LONGEST, Math.max(0, micros));
        histogram.recordValue(fitting);
        sum.add(fitting);
    }

    @Override
    public LatencySnapshot getSnapshot() {
        return new LatencySnapshot(histogram.copy(), sum.sum());
    }
}
