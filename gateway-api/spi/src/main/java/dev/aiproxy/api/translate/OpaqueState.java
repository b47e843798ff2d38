package dev.aiproxy.api.translate;

import java.util.Optional;

/**
 * Keeps what a client's format has no place for (signatures above all) until the client's next turn. Owned by the runtime:
 * bounded, expiring, and scoped to the client's key, so that nothing is ever shared between clients. Thread-safe; losing an
 * entry must be harmless.
 */
public interface OpaqueState {
    /** Keeps a value; replaces an older one of the same key. */
    void put(String key, String value);

    /** The value, unless it expired, was evicted or never kept. */
    Optional<String> get(String key);
}
