package dev.aiproxy.api.chat;

/** Why the model stopped; table T-FIN of the four formats. */
public enum FinishReason {
    /** It had said everything. */
    STOP,
    /** A stop sequence of the request was hit (only some formats tell). */
    STOP_SEQUENCE,
    /** The token limit was hit; wins over tool calls. */
    LENGTH,
    /** It waits for the results of the tools it called. */
    TOOL_CALLS,
    /** Filtered or refused. */
    CONTENT_FILTER
}
