package dev.aiproxy.testkit.http;

/** How the end of a reply's body is marked on the wire. */
enum Framing {
    LENGTH,
    CHUNKED,
    UNTIL_CLOSE,
    /** The body is the whole response, status line included. */
    RAW
}
