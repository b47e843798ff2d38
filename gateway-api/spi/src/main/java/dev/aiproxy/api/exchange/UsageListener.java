package dev.aiproxy.api.exchange;

/**
 * Hears of each exchange exactly once, when it is over: answered, failed, or left by its client. A request that is refused before
 * it becomes an exchange (no valid key, no such path, a body that is no JSON) is not heard of. Found with
 * {@link java.util.ServiceLoader}; one instance per loaded plugin, used by many threads at once.
 *
 * <p>What escapes from it is counted as a fault of the plugin; the exchange is over and does not suffer.
 */
@FunctionalInterface
public interface UsageListener {
    /** An exchange is over. Without {@link #blocking} on an IO thread: take note and return. */
    void finished(ExchangeRecord exchange);

    /** Whether {@link #finished} may block; it then has a thread of its own for each call. Asked once. */
    default boolean blocking() {
        return false;
    }
}
