package dev.aiproxy.testkit.grammar;

/** What a checker must know about the exchange besides the stream itself. */
public enum StreamOption {
    /** The client sent {@code stream_options.include_usage: true} (Chat); without it no usage may appear. */
    CLIENT_ASKED_FOR_USAGE,
    /** The stream must end with the format's in-band error and without its normal terminator. */
    ENDED_WITH_ERROR
}
