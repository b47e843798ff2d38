package dev.aiproxy.api.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a provider said when it refused, read from its error body by its format's translator.
 *
 * @param status the HTTP status; for an error inside a stream the status that it stands for
 * @param type the provider's error type, null if it gave none
 * @param code the provider's error code, null if it gave none
 * @param message the provider's text; never empty (the translator fills in the reason phrase or the like)
 * @param param what the provider blamed, null if it did not say
 * @param retryAfter how long its body asks to wait, null if it does not; a {@code Retry-After} header outranks it
 */
public record UpstreamError(
        int status,
        @Nullable String type,
        @Nullable String code,
        String message,
        @Nullable String param,
        @Nullable Duration retryAfter) {
    /** For bodies that say nothing of waiting. */
    public UpstreamError(
            int status, @Nullable String type, @Nullable String code, String message, @Nullable String param) {
        this(status, type, code, message, param, null);
    }

    /** An error of which only the status and a text are known. */
    public static UpstreamError of(int status, String message) {
        return new UpstreamError(status, null, null, message, null);
    }
}
