package dev.aiproxy.api.chat;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf and how a request is accounted; nothing here changes what the model is asked. Null or empty means not given.
 *
 * @param user the client's name for its user, null if not given
 * @param metadata labels in order, empty if not given
 * @param serviceTier in the format's own words, null if not given
 * @param promptCacheKey OpenAI's {@code prompt_cache_key}, null if not given
 * @param store whether the provider may keep the conversation, null if not said
 */
public record Attribution(
        @Nullable String user,
        Map<String, String> metadata,
        @Nullable String serviceTier,
        @Nullable String promptCacheKey,
        @Nullable Boolean store) {
    /** Nothing given. */
    public static final Attribution NONE = new Attribution(null, Map.of(), null, null, null);

    /** Copies the map, in its order. */
    public Attribution {
        metadata = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(metadata));
    }
}
