package dev.aiproxy.api.exchange;

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
 * @param requestId the exchange's id; stands in the log and in errors
 * @param receivedAt when the request arrived
 * @param operation what was asked for
 * @param clientFormat what the client speaks
 * @param clientKey the name of the key that the client presented, or who a {@link ClientAuthenticator} says it is; null if it has
 *     no name
 * @param clientAddress the peer of the connection
 * @param requestedModel the model as the client named it; empty for operations without one
 * @param provider the last one tried, null if none was
 * @param credential its name
 * @param upstreamModel the model as that provider knows it
 * @param stream whether the client asked for a stream
 * @param attempts upstream tries
 * @param status what the client was answered; 499 if it left
 * @param error null for a success; also set when a committed stream broke
 * @param usage as far as the provider told; of a cancelled exchange what was seen
 * @param duration from the request to the end of the answer
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
        @Nullable String traceId) {}
