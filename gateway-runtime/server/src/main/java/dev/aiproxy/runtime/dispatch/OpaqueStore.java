package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.translate.OpaqueState;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What translators keep between a client's turns. Bounded in characters over all clients (the entries least recently used go
 * first), expiring, and separate per client.
 */
public final class OpaqueStore {
    private final long maxChars;
    private final long maxAgeMillis;
    private final Clock clock;
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long chars;

    private record Key(String scope, String key) {}

    private record Entry(String value, long keptAt) {}

    /**
     * @param maxChars the most that is kept, keys included
     * @param maxAge how long an entry is kept
     */
    public OpaqueStore(long maxChars, Duration maxAge, Clock clock) {
        this.maxChars = maxChars;
        this.maxAgeMillis = maxAge.toMillis();
        this.clock = clock;
    }

    /** The state of one client. */
    public OpaqueState of(String scope) {
        return new OpaqueState() {
            @Override
            public void put(String key, String value) {
                OpaqueStore.this.put(new Key(scope, key), value);
            }

            @Override
            public Optional<String> get(String key) {
                return OpaqueStore.this.get(new Key(scope, key));
            }
        };
    }

    private synchronized void put(Key key, String value) {
        long size = size(key, value);
        if (size > maxChars) {
            return;
        }
        remove(key);
        entries.put(key, new Entry(value, clock.millis()));
        chars += size;
        evict();
    }

    private synchronized Optional<String> get(Key key) {
        Entry entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        if (clock.millis() - entry.keptAt() > maxAgeMillis) {
            remove(key);
            return Optional.empty();
        }
        return Optional.of(entry.value());
    }

    private void evict() {
        Deque<Key> victims = new ArrayDeque<>();
        long excess = chars - maxChars;
        for (Map.Entry<Key, Entry> eldest : entries.entrySet()) {
            if (excess <= 0) {
                break;
            }
            excess -= size(eldest.getKey(), eldest.getValue().value());
            victims.add(eldest.getKey());
        }
        victims.forEach(this::remove);
    }

    private void remove(Key key) {
        Entry removed = entries.remove(key);
        if (removed != null) {
            chars -= size(key, removed.value());
        }
    }

    private static long size(Key key, String value) {
        return key.scope().length() + key.key().length() + (long) value.length();
    }
}
