package dev.aiproxy.api.chat;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf and how a request is accounted; nothing here changes what the model is asked. Null or empty means not given.
 */
public record Attribution(
        @Nullable String user,
        Map<String, String> metadata,
        @Nullable String serviceTier,
        @Nullable String promptCacheKey,
        @Nullable Boolean store) {
    public static final Attribution NONE = new Attribution(null, Map.of(), null, null, null);

    public Attribution {
        metadata = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(metadata));
    }
}
