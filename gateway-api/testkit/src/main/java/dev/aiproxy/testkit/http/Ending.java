package dev.aiproxy.testkit.http;

/**
 * A body that does not end as it should.
 *
 * @param fault what happens
 * @param offset how many body bytes were written before; {@link #BEFORE_HEAD} means not even the status line
 */
record Ending(Fault fault, long offset) {

    static final long BEFORE_HEAD = -1;

    enum Fault {
        /** TCP reset. */
        RESET,
        /** TCP FIN, no further byte. */
        CLOSE,
        /** Silence until either side closes. */
        STALL,
        /** A chunk size that is no number, then FIN. */
        BROKEN_CHUNK
    }

    boolean beforeHead() {
        return offset == BEFORE_HEAD;
    }
}
