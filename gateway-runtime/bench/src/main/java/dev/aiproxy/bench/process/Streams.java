package dev.aiproxy.bench.process;

/** Paths of the paced upstream that say how many events a stream has, and how many microseconds apart. */
public final class Streams {
    /** A second of text, as a fast model writes it. */
    public static final String STEADY = "/100x10000";

    public static final String SHORT = "/6x2000";

    /** Stays open for as long as it is looked at. */
    public static final String SLOW = "/10000x10000000";

    private Streams() {}
}
