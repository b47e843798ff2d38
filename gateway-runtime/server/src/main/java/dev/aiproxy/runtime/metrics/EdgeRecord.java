package dev.aiproxy.runtime.metrics;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a request that the gateway answered itself, without routing it: a refusal, or a list of models.
 *
 * @param at when it was answered
 * @param format of the endpoint; null if no translator is near
 * @param operation null if the path has none
 * @param client its address
 * @param error null for a success
 */
public record EdgeRecord(
        String requestId,
        Instant at,
        @Nullable WireFormat format,
        @Nullable Operation operation,
        String client,
        int status,
        @Nullable ErrorCode error) {}
