package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The {@code usage} object (table T-USE, W-RS-8); its totals include cached and reasoning tokens. */
final class UsageWire {
    private static final String INPUT = "input_tokens";
    private static final String OUTPUT = "output_tokens";
    private static final String INPUT_DETAILS = "input_tokens_details";
    private static final String OUTPUT_DETAILS = "output_tokens_details";
    private static final String CACHED = "cached_tokens";
    private static final String CACHE_WRITE = "cache_write_tokens";
    private static final String REASONING = "reasoning_tokens";

    private UsageWire() {}

    static ObjectNode write(Usage usage) {
        ObjectNode node = Json.object().put(INPUT, Usage.orZero(usage.inputTokens()));
        ObjectNode input = node.putObject(INPUT_DETAILS).put(CACHED, Usage.orZero(usage.cachedInputTokens()));
        if (usage.cacheWriteTokens() != null) {
            input.put(CACHE_WRITE, usage.cacheWriteTokens());
        }
        node.put(OUTPUT, Usage.orZero(usage.outputTokens()));
        node.putObject(OUTPUT_DETAILS).put(REASONING, Usage.orZero(usage.reasoningTokens()));
        return node.put("total_tokens", usage.totalTokens());
    }

    /** Reads the object; {@link Usage#UNKNOWN} if it is none. */
    static Usage read(JsonNode usage) {
        if (!usage.isObject()) {
            return Usage.UNKNOWN;
        }
        JsonNode input = usage.path(INPUT_DETAILS);
        return new Usage(
                count(usage, INPUT),
                count(input, CACHED),
                count(input, CACHE_WRITE),
                null,
                count(usage, OUTPUT),
                count(usage.path(OUTPUT_DETAILS), REASONING));
    }

    private static @Nullable Long count(JsonNode node, String name) {
        JsonNode value = node.path(name);
        boolean counts = value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0;
        return counts ? (Long) value.longValue() : null;
    }
}
