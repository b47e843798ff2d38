package dev.aiproxy.api.provider;

import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.wire.Headers;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt failed, before anything is decided about it.
 *
 * @param cause what happened
 * @param headers of the answer; none if there was no answer
 * @param error what the upstream said; null unless {@code cause} is {@link Cause#ANSWERED}
 * @param detail for the operator's log, free of secrets
 */
public record UpstreamFailure(
        Cause cause, Headers headers, @Nullable UpstreamError error, String detail) {
    /** What happened. */
    public enum Cause {
        /** The upstream answered with an error, as status or inside its stream. */
        ANSWERED,
        /** No connection: DNS, refused, TLS. */
        UNREACHABLE,
        /** The egress proxy could not be reached, or refused; the upstream was not asked. */
        PROXY,
        /** The gateway's own limits left no connection for the request; the upstream was not asked. */
        NO_CAPACITY,
        /** The connection broke. */
        RESET,
        /** No connection, first byte or next event in time. */
        TIMEOUT,
        /** An answer that is none: broken HTTP or JSON, a stream cut before its terminal event. */
        INVALID,
        /** The credential's token could not be had. */
        TOKEN_REFUSED
    }

    /** The status that the failure stands for; 0 if the upstream did not answer. */
    public int status() {
        return error == null ? 0 : error.status();
    }
}
