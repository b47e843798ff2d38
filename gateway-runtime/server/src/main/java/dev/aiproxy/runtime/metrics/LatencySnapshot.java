package dev.aiproxy.runtime.metrics;

import com.codahale.metrics.Snapshot;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.StreamSupport;
import org.HdrHistogram.Histogram;

/** Latencies as they were at one moment, in microseconds. */
final class LatencySnapshot extends Snapshot {
    private final Histogram histogram;
    private final long sum;

    LatencySnapshot(Histogram histogram, long sum) {
        this.histogram = histogram;
        this.sum = sum;
    }

    long count() {
        return histogram.getTotalCount();
    }

    long sum() {
        return sum;
    }

    /** How many took at most so long. */
    long atMost(long micros) {
        return histogram.getCountBetweenValues(0, micros);
    }

    @Override
    public double getValue(double quantile) {
        return histogram.getValueAtPercentile(quantile * 100);
    }

    @Override
    public long[] getValues() {
        return StreamSupport.stream(histogram.recordedValues().spliterator(), false)
                .mapToLong(step -> step.getValueIteratedTo())
                .toArray();
    }

    @Override
    public int size() {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, count()));
    }

    @Override
    public long getMax() {
        return histogram.getMaxValue();
    }

    @Override
    public double getMean() {
        return count() == 0 ? 0 : (double) sum / count();
    }

    @Override
    public long getMin() {
        return histogram.getMinValue();
    }

    @Override
    public double getStdDev() {
        return histogram.getStdDeviation();
    }

    @Override
    public void dump(OutputStream output) {
        PrintWriter writer = new PrintWriter(output, false, StandardCharsets.UTF_8);
        for (long value : getValues()) {
            writer.println(value);
        }
        writer.flush();
    }
}
