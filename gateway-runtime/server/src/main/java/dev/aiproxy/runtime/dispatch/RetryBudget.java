package dev.aiproxy.runtime.dispatch;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many tries of what has just failed, and how many second ones at the same time, the gateway as a whole may make: a fifth of the
 * requests of the last ten seconds, but never less than fifty. So retries cannot multiply the load of an upstream that is down.
 * Thread-safe; never blocks.
 */
final class RetryBudget {
    private static final int SECONDS = 10;
    private static final int LEAST = 50;
    private static final int SHARE = 5;

    private final Clock clock;
    private final Window requests = new Window();
    private final Window retries = new Window();

    RetryBudget(Clock clock) {
        this.clock = clock;
    }

    /** Counts a request. */
    void request() {
        requests.add(clock.millis() / 1000);
    }

    /** Whether there is one more retry; takes it. */
    boolean take() {
        long second = clock.millis() / 1000;
        if (retries.sum(second) >= Math.max(LEAST, requests.sum(second) / SHARE)) {
            return false;
        }
        retries.add(second);
        return true;
    }

    /** Counts of the last seconds; each slot holds its second and its count. */
    private static final class Window {
        private static final int COUNT_BITS = 24;
        private static final long COUNT = (1L << COUNT_BITS) - 1;

        private final AtomicLongArray slots = new AtomicLongArray(SECONDS);

        void add(long second) {
            slots.accumulateAndGet(
                    Math.floorMod(second, SECONDS),
                    second,
                    (slot, now) ->
                            slot >>> COUNT_BITS == now && (slot & COUNT) < COUNT ? slot + 1 : now << COUNT_BITS | 1);
        }

        long sum(long second) {
            long sum = 0;
            for (int i = 0; i < SECONDS; i++) {
                long slot = slots.get(i);
                long age = second - (slot >>> COUNT_BITS);
                sum += age >= 0 && age < SECONDS ? slot & COUNT : 0;
            }
            return sum;
        }
    }
}
