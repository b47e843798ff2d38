package dev.aiproxy.api.exchange;

/**
 * Steps into exchanges between the client and the routes: it may change the request, refuse it or answer it, and watch or change
 * what comes back. Found with {@link java.util.ServiceLoader}; one instance per loaded plugin, used by many threads at once.
 *
 * <p>A service implements one of two views: {@link RawInterceptor} sees what the client sends and gets, in the client's own
 * format; {@link CanonicalInterceptor} sees conversations free of any format.
 *
 * <p><b>Order.</b> Requests meet all raw interceptors, then all canonical ones, each by {@link #order}; answers meet them the other
 * way round. Whoever answers a request itself ends its way: those behind never hear of it, those in front see the answer.
 *
 * <p><b>Faults.</b> To refuse a request, throw {@link dev.aiproxy.api.error.GatewayException}; the client gets it in its format.
 * Anything else that escapes is a fault of the plugin, and {@link #onFault} says what then becomes of the exchange.
 */
public sealed interface ExchangeInterceptor permits RawInterceptor, CanonicalInterceptor {
    /** The lower, the nearer to the client; of equal ones the plugin whose file's name comes first. Asked once. */
    default int order() {
        return 0;
    }

    /**
     * Whether its methods may block, {@code intercept} included. If so, every exchange has a thread of its own, which is interrupted
     * when the client leaves, at the price of some hops between threads. If not, they run on IO threads that many exchanges share.
     * Asked once.
     */
    default boolean blocking() {
        return false;
    }

    /** What becomes of an exchange when it fails, or is disabled. Asked once. */
    default OnFault onFault() {
        return OnFault.FAIL_CLOSED;
    }

    /** What becomes of an exchange when its interceptor fails. */
    enum OnFault {
        /** The exchange goes on without it. For those that only watch. */
        FAIL_OPEN,
        /** The client gets an error that names the plugin. For those that guard something. */
        FAIL_CLOSED
    }
}
