package dev.aiproxy.runtime.upstream;

import dev.aiproxy.runtime.config.Egress;
import dev.aiproxy.runtime.config.ProxyUrl;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What holds for one exchange.
 *
 * @param proxy null for the direct way
 */
public record UpstreamOptions(
        UpstreamTimeouts timeouts, @Nullable ProxyUrl proxy) {
    /** As configured for a credential. */
    public static UpstreamOptions of(Egress egress) {
        return new UpstreamOptions(
                new UpstreamTimeouts(egress.connectTimeout(), egress.requestTimeout(), egress.requestTimeout()),
                egress.proxy());
    }

    /** The same, with no more patience than this for an upstream that is silent. */
    public UpstreamOptions withSilence(Duration longest) {
        return new UpstreamOptions(timeouts.withSilence(longest), proxy);
    }
}
