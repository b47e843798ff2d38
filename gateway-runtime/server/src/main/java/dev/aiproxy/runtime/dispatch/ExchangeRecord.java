package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is left of an exchange when it is over; never content, never a secret.
 *
 * @param clientKey the name of the key that the client presented, null if none of the configured ones
 * @param provider the last one tried, null if none was
 * @param credential its name
 * @param attempts upstream tries
 * @param status what the client was answered; 499 if it left
 * @param error null for a success; also set when a committed stream broke
 * @param timeToFirstToken null if no content was sent
 * @param upstreamRequestId what the provider calls the last answered attempt, null if it says nothing
 * @param traceId the trace that the client named, null for none
 */
public record ExchangeRecord(
        String requestId,
        Instant receivedAt,
        WireFormat clientFormat,
        Operation operation,
        @Nullable String clientKey,
        String clientAddress,
        String requestedModel,
        @Nullable String provider,
        @Nullable String credential,
        @Nullable String upstreamModel,
        boolean stream,
        int attempts,
        int status,
        @Nullable ErrorCode error,
        Usage usage,
        Duration duration,
        @Nullable Duration timeToFirstToken,
        @Nullable String upstreamRequestId,
        @Nullable String traceId) {
    /** Hears of each exchange exactly once, when it is over, on its IO thread. */
    public interface Listener {
        void finished(ExchangeRecord exchange);
    }
}
