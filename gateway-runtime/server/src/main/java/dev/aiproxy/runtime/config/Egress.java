package dev.aiproxy.runtime.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How requests travel to a provider.
 *
 * @param connectTimeout until a connection stands
 * @param requestTimeout to the first byte of an answer, and between two of its events
 * @param proxy null for the direct way
 */
public record Egress(
        Duration connectTimeout,
        Duration requestTimeout,
        @Nullable ProxyUrl proxy) {
    /** What a credential sets for itself; null where it does not. */
    record Overrides(
            @Nullable Duration connectTimeout,
            @Nullable Duration requestTimeout,
            @Nullable ProxyChoice proxy) {}

    Egress with(Overrides overrides) {
        return new Egress(
                overrides.connectTimeout() == null ? connectTimeout : overrides.connectTimeout(),
                overrides.requestTimeout() == null ? requestTimeout : overrides.requestTimeout(),
                overrides.proxy() == null ? proxy : overrides.proxy().url());
    }
}
