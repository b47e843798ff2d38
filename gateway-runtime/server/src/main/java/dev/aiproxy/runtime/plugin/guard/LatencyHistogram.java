package dev.aiproxy.runtime.plugin.guard;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** Counts durations in buckets that are an eighth wider each power of two, so a percentile is right within an eighth. Thread-safe. */
final class LatencyHistogram {
    private static final int SUB_BITS = 3;
    private static final int SUBS = 1 << SUB_BITS;

    private final AtomicLongArray buckets = new AtomicLongArray(Long.SIZE * SUBS);
    private final LongAdder count = new LongAdder();

    void record(long nanos) {
        buckets.incrementAndGet(bucket(Math.max(0, nanos)));
        count.increment();
    }

    long count() {
        return count.sum();
    }

    /** The duration that this share of all durations does not exceed, in nanoseconds; 0 if there are none. */
    long percentile(double share) {
        long[] counts = new long[buckets.length()];
        long total = 0;
        for (int i = 0; i < counts.length; i++) {
            counts[i] = buckets.get(i);
            total += counts[i];
        }
        long wanted = (long) Math.ceil(total * share);
        long seen = 0;
        for (int i = 0; i < counts.length && wanted > 0; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return upperBound(i);
            }
        }
        return 0;
    }

    private static int bucket(long nanos) {
        if (nanos < SUBS) {
            return (int) nanos;
        }
        int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
        int sub = (int) (nanos >>> (power - SUB_BITS)) & (SUBS - 1);
        return (power - SUB_BITS + 1) * SUBS + sub;
    }

    private static long upperBound(int bucket) {
        if (bucket < SUBS) {
            return bucket;
        }
        int shift = bucket / SUBS - 1;
        return ((long) (SUBS + bucket % SUBS + 1) << shift) - 1;
    }
}
