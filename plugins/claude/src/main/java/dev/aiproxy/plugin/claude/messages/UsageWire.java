package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The {@code usage} object (table T-USE); its {@code input_tokens} leave out what the cache read and wrote (W-CL-6). */
final class UsageWire {
    private static final String INPUT = "input_tokens";
    private static final String OUTPUT = "output_tokens";
    private static final String CACHE_READ = "cache_read_input_tokens";
    private static final String CACHE_WRITE = "cache_creation_input_tokens";
    private static final String CACHE_CREATION = "cache_creation";
    private static final String ONE_HOUR = "ephemeral_1h_input_tokens";
    private static final String FIVE_MINUTES = "ephemeral_5m_input_tokens";
    private static final String OUTPUT_DETAILS = "output_tokens_details";
    private static final String THINKING = "thinking_tokens";

    private @Nullable Long input;
    private @Nullable Long cacheRead;
    private @Nullable Long cacheWrite;
    private @Nullable Long cacheWrite1h;
    private @Nullable Long output;
    private @Nullable Long thinking;

    /** Takes a report of a stream: its figures replace the earlier ones (T-USE-4). */
    UsageWire update(JsonNode usage) {
        input = latest(usage, INPUT, input);
        cacheRead = latest(usage, CACHE_READ, cacheRead);
        cacheWrite = latest(usage, CACHE_WRITE, cacheWrite);
        cacheWrite1h = latest(usage.path(CACHE_CREATION), ONE_HOUR, cacheWrite1h);
        output = latest(usage, OUTPUT, output);
        thinking = latest(usage.path(OUTPUT_DETAILS), THINKING, thinking);
        return this;
    }

    private static @Nullable Long latest(JsonNode usage, String name, @Nullable Long earlier) {
        JsonNode value = usage.path(name);
        return value.isIntegralNumber() && value.canConvertToLong() ? (Long) Math.max(0, value.longValue()) : earlier;
    }

    Usage usage() {
        Long total = input == null ? null : (Long) (input + Usage.orZero(cacheRead) + Usage.orZero(cacheWrite));
        return new Usage(total, cacheRead, cacheWrite, cacheWrite1h, output, thinking);
    }

    static ObjectNode write(Usage usage) {
        ObjectNode node = Json.object().put(INPUT, usage.uncachedInputTokens());
        if (usage.cacheWriteTokens() != null) {
            node.put(CACHE_WRITE, usage.cacheWriteTokens());
        }
        if (usage.cachedInputTokens() != null) {
            node.put(CACHE_READ, usage.cachedInputTokens());
        }
        if (usage.cacheWrite1hTokens() != null) {
            long written = Usage.orZero(usage.cacheWriteTokens());
            node.putObject(CACHE_CREATION)
                    .put(FIVE_MINUTES, Math.max(0, written - usage.cacheWrite1hTokens()))
                    .put(ONE_HOUR, usage.cacheWrite1hTokens());
        }
        node.put(OUTPUT, Usage.orZero(usage.outputTokens()));
        if (usage.reasoningTokens() != null) {
            node.putObject(OUTPUT_DETAILS).put(THINKING, usage.reasoningTokens());
        }
        return node;
    }
}
