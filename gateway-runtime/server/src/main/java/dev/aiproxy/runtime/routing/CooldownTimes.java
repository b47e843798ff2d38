package dev.aiproxy.runtime.routing;

import dev.aiproxy.api.provider.Failure;
import dev.aiproxy.runtime.config.GatewayConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long what failed is left alone. */
public final class CooldownTimes {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration SHORTEST_ASKED = Duration.ofSeconds(1);
    private static final Duration REFUSED = Duration.ofMinutes(5);
    private static final Duration FORBIDDEN = Duration.ofMinutes(10);
    private static final int MOST_DOUBLINGS = 4;

    private final GatewayConfig.Cooldowns config;

    public CooldownTimes(GatewayConfig.Cooldowns config) {
        this.config = config;
    }

    /** @param streak how often the same failure went before without a success in between; zero for not at all */
    Duration after(Failure.Kind kind, @Nullable Duration asked, int streak) {
        if (!config.enabled()) {
            return Duration.ZERO;
        }
        return switch (kind) {
            case REQUEST, MODEL_UNKNOWN -> Duration.ZERO;
            case CREDENTIAL -> shorter(REFUSED.multipliedBy(1L << Math.min(streak, MOST_DOUBLINGS)), LONGEST);
            case QUOTA -> LONGEST;
            case PERMISSION -> FORBIDDEN;
            case RATE_LIMIT -> asked(asked, config.rateLimit());
            case SERVER -> asked(asked, config.server());
            case NETWORK -> config.network();
        };
    }

    /** An upstream that asks for no wait at all gets a short one; otherwise a failing one would be asked without end. */
    private static Duration asked(@Nullable Duration asked, Duration otherwise) {
        if (asked == null) {
            return otherwise;
        }
        return asked.compareTo(SHORTEST_ASKED) < 0 ? SHORTEST_ASKED : shorter(asked, LONGEST);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
