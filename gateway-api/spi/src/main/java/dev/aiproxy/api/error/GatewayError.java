package dev.aiproxy.api.error;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure as the client is told of it; a translator renders it in its format.
 *
 * @param code the kind
 * @param status the HTTP status to answer with; the provider's own where it is meaningful to the client
 * @param message text for the client, free of secrets
 * @param param where in the request the fault is, null if unknown
 * @param requestId the exchange's id, also in the log
 * @param upstream what the provider said, null if no provider did
 * @param retryAfter when to try again, null if unknown
 */
public record GatewayError(
        ErrorCode code,
        int status,
        String message,
        @Nullable String param,
        String requestId,
        @Nullable UpstreamError upstream,
        @Nullable Duration retryAfter) {

    /** What the client is told of an exception: its code's usual status, no upstream. */
    public static GatewayError of(GatewayException failure, String requestId) {
        ErrorCode code = failure.code();
        return new GatewayError(code, code.status(), failure.getMessage(), failure.param(), requestId, null, null);
    }

    /** A failure with its code's usual status, no place and no upstream. */
    public static GatewayError of(ErrorCode code, String message, String requestId) {
        return new GatewayError(code, code.status(), message, null, requestId, null, null);
    }

    /** What the provider said; empty if no provider did. */
    public Optional<UpstreamError> upstreamError() {
        return Optional.ofNullable(upstream);
    }

    /** Whether the same request may succeed later. */
    public boolean retryable() {
        return code.retryable() || status == 408 || status == 429 || status >= 500;
    }
}
