package dev.aiproxy.testkit.tck;

/** What a wire format may have no place for. */
public enum Capability {
    /** Tools, calls of them and their results. */
    TOOLS,
    /** Tokens used, in complete answers and in streams. */
    USAGE,
    /** Why an answer ended: that it was complete, cut off by a limit, or waits for tools. */
    FINISH_REASON,
    /** Turns of several speakers, instructions among them. */
    TURNS
}
