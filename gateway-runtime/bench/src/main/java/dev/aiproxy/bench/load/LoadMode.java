package dev.aiproxy.bench.load;

/** How requests follow each other. */
public enum LoadMode {
    /** Each connection sends its next request as soon as the last one is answered. */
    CLOSED,
    /** Requests are due at fixed times; what they wait for a free connection counts as their latency. */
    RATE,
    /** One request for each connection, whose answers stay open until {@link #RELEASE}. */
    HOLD,
    /** Ends what {@link #HOLD} keeps. */
    RELEASE,
    /** Each request is given up when the first bytes of its answer's body are there. */
    CANCEL
}
