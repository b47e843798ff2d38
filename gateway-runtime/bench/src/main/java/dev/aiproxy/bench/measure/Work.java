package dev.aiproxy.bench.measure;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What time is divided by. */
record Work(@Nullable LongSupplier counter) {
    /** Requests that were answered. */
    static final Work REQUESTS = new Work(null);

    /** What the counter says after a turn more than before it. */
    static Work counted(LongSupplier counter) {
        return new Work(counter);
    }

    boolean countsRequests() {
        return counter == null;
    }

    long count() {
        return counter == null ? 0 : counter.getAsLong();
    }
}
