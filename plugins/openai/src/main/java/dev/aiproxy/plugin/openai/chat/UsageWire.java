package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The {@code usage} object (table T-USE); its totals include cached and reasoning tokens (W-CH-8). */
public final class UsageWire {
    private static final String INPUT = "prompt_tokens";
    private static final String OUTPUT = "completion_tokens";
    private static final String INPUT_DETAILS = "prompt_tokens_details";
    private static final String OUTPUT_DETAILS = "completion_tokens_details";
    private static final String CACHED = "cached_tokens";
    private static final String CACHE_WRITE = "cache_write_tokens";
    private static final String REASONING = "reasoning_tokens";

    private UsageWire() {}

    static ObjectNode write(Usage usage) {
        ObjectNode node = Json.object()
                .put(INPUT, Usage.orZero(usage.inputTokens()))
                .put(OUTPUT, Usage.orZero(usage.outputTokens()))
                .put("total_tokens", usage.totalTokens());
        if (usage.cachedInputTokens() != null || usage.cacheWriteTokens() != null) {
            ObjectNode details = node.putObject(INPUT_DETAILS);
            details.put(CACHED, Usage.orZero(usage.cachedInputTokens()));
            if (usage.cacheWriteTokens() != null) {
                details.put(CACHE_WRITE, usage.cacheWriteTokens());
            }
        }
        if (usage.reasoningTokens() != null) {
            node.putObject(OUTPUT_DETAILS).put(REASONING, usage.reasoningTokens());
        }
        return node;
    }

    /** The usage in an answer or chunk; {@link Usage#UNKNOWN} if it has none. */
    public static Usage read(JsonNode holder) {
        return readUsage(holder.path("usage"));
    }

    /** The usage itself; {@link Usage#UNKNOWN} if it is no object. */
    public static Usage readUsage(JsonNode usage) {
        if (!usage.isObject()) {
            return Usage.UNKNOWN;
        }
        JsonNode input = usage.path(INPUT_DETAILS);
        Long cached = count(input, CACHED);
        return new Usage(
                count(usage, INPUT),
                cached == null ? count(usage, "prompt_cache_hit_tokens") : cached,
                count(input, CACHE_WRITE),
                null,
                count(usage, OUTPUT),
                count(usage.path(OUTPUT_DETAILS), REASONING));
    }

    private static @Nullable Long count(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isIntegralNumber() && value.canConvertToLong() ? (Long) value.longValue() : null;
    }
}
