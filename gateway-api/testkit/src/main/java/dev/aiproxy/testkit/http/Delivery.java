package dev.aiproxy.testkit.http;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When the bytes of a reply are written.
 *
 * @param sliceSize the most bytes in one write
 * @param cuts offsets where a write ends, besides those of {@code sliceSize}
 * @param pause the time between two writes
 * @param gates where the upstream waits, by body offset ({@link Ending#BEFORE_HEAD} too)
 * @param everySlice a gate before each write, or null
 * @param ending how the body breaks off, or null when it is complete
 */
record Delivery(
        int sliceSize,
        NavigableSet<Long> cuts,
        Duration pause,
        NavigableMap<Long, Gate> gates,
        @Nullable Gate everySlice,
        @Nullable Ending ending) {

    static final int LARGEST_WRITE = 16 * 1024;
    static final Delivery AT_ONCE =
            new Delivery(Integer.MAX_VALUE, new TreeSet<>(), Duration.ZERO, new TreeMap<>(), null, null);

    Delivery {
        cuts = Collections.unmodifiableNavigableSet(new TreeSet<>(cuts));
        gates = Collections.unmodifiableNavigableMap(new TreeMap<>(gates));
    }

    Delivery withSliceSize(int size) {
        return new Delivery(size, cuts, pause, gates, everySlice, ending);
    }

    Delivery withCuts(List<Long> offsets) {
        return new Delivery(sliceSize, new TreeSet<>(offsets), pause, gates, everySlice, ending);
    }

    Delivery withPause(Duration time) {
        return new Delivery(sliceSize, cuts, time, gates, everySlice, ending);
    }

    Delivery withGate(long offset, Gate gate) {
        NavigableMap<Long, Gate> copy = new TreeMap<>(gates);
        copy.put(offset, gate);
        return new Delivery(sliceSize, cuts, pause, copy, everySlice, ending);
    }

    Delivery withGateEachSlice(Gate gate) {
        return new Delivery(sliceSize, cuts, pause, gates, gate, ending);
    }

    Delivery withEnding(Ending.Fault fault, long offset) {
        return new Delivery(sliceSize, cuts, pause, gates, everySlice, new Ending(fault, offset));
    }

    /** How many bytes one write may have that starts at this body offset. */
    int sliceAt(long offset) {
        long next = offset + sliceSize;
        next = nearest(next, cuts.higher(offset));
        next = nearest(next, gates.higherKey(offset));
        if (ending != null && ending.offset() > offset) {
            next = Math.min(next, ending.offset());
        }
        return (int) (next - offset);
    }

    boolean endsAt(long offset) {
        return ending != null && ending.offset() == offset;
    }

    private static long nearest(long offset, @Nullable Long candidate) {
        return candidate == null ? offset : Math.min(offset, candidate);
    }
}
