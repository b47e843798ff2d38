package dev.aiproxy.api.translate;

import dev.aiproxy.api.wire.WireFormat;
import java.time.Instant;

/**
 * What is known of the upstream that a request is written for. One per attempt, immutable.
 *
 * @param provider the provider's id
 * @param upstreamModel the model as the provider knows it
 * @param stream whether a stream is asked for
 * @param clientFormat the format the client speaks; equal to the target's own for a passthrough
 * @param receivedAt when the client's request arrived
 * @param ids new ids
 */
public record TargetFacts(
        String provider,
        String upstreamModel,
        boolean stream,
        WireFormat clientFormat,
        Instant receivedAt,
        IdSource ids) {}
