package dev.aiproxy.runtime.upstream;

import java.time.Duration;

/**
 * How long an exchange may stand still; nothing limits how long it lasts. Checked once per tick and believed at the second look, so late by up to two.
 *
 * @param connect until the connection stands: waiting for a free one, DNS, TCP, tunnel, TLS
 * @param firstByte from the request's last byte to the response head; also the longest pause while the request is sent
 * @param idle between two reads of the body; stands still while the exchange is paused
 */
public record UpstreamTimeouts(Duration connect, Duration firstByte, Duration idle) {
    /** The same, with no more patience than this for an upstream that is silent. */
    UpstreamTimeouts withSilence(Duration longest) {
        return new UpstreamTimeouts(connect, shorter(firstByte, longest), shorter(idle, longest));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
