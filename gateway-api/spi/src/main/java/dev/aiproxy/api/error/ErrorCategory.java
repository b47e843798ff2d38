package dev.aiproxy.api.error;

/** Who has to act on a failure. */
public enum ErrorCategory {
    /** The client sent something that cannot work. */
    CLIENT,
    /** The gateway itself cannot serve at the moment. */
    GATEWAY,
    /** The provider refused, failed or could not be reached. */
    UPSTREAM
}
