package dev.aiproxy.runtime.routing;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Where each round robin stands, over all snapshots. A turn is kept as long as a route uses it. Thread-safe. */
final class Turns {
    private final Map<Object, WeakReference<AtomicInteger>> turns = new ConcurrentHashMap<>();

    /** @param key stays the same over snapshots */
    AtomicInteger of(Object key) {
        AtomicInteger[] found = new AtomicInteger[1];
        turns.compute(key, (unused, old) -> {
            AtomicInteger known = old == null ? null : old.get();
            found[0] = known == null ? new AtomicInteger() : known;
            return known == null ? new WeakReference<>(found[0]) : old;
        });
        return found[0];
    }

    /** Lets go of what no route uses any more. */
    void tidy() {
        turns.values().removeIf(reference -> reference.get() == null);
    }
}
