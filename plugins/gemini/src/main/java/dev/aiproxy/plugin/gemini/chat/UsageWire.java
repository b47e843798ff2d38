package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code usageMetadata} (table T-USE): thoughts stand beside the candidates' tokens, cached ones within the prompt's (W-GE-10). */
final class UsageWire {
    static final String NAME = "usageMetadata";

    private static final String PROMPT = "promptTokenCount";
    private static final String CACHED = "cachedContentTokenCount";
    private static final String CANDIDATES = "candidatesTokenCount";
    private static final String THOUGHTS = "thoughtsTokenCount";

    private UsageWire() {}

    /** {@link Usage#UNKNOWN} unless there are counts; then absent ones are zero. */
    static Usage read(JsonNode usage) {
        Long prompt = count(usage, PROMPT);
        Long candidates = count(usage, CANDIDATES);
        Long thoughts = count(usage, THOUGHTS);
        if (prompt == null && candidates == null && thoughts == null) {
            return Usage.UNKNOWN;
        }
        return new Usage(
                Usage.orZero(prompt) + Usage.orZero(count(usage, "toolUsePromptTokenCount")),
                count(usage, CACHED),
                null,
                null,
                Usage.orZero(candidates) + Usage.orZero(thoughts),
                thoughts);
    }

    /** The later report whole (T-USE-5); a figure that it has no more is zero. */
    static Usage replace(Usage earlier, Usage later) {
        return new Usage(
                later.inputTokens(),
                later.cachedInputTokens() == null && earlier.cachedInputTokens() != null
                        ? Long.valueOf(0)
                        : later.cachedInputTokens(),
                null,
                null,
                later.outputTokens(),
                later.reasoningTokens() == null && earlier.reasoningTokens() != null
                        ? Long.valueOf(0)
                        : later.reasoningTokens());
    }

    static ObjectNode write(Usage usage) {
        long output = Usage.orZero(usage.outputTokens());
        long thoughts = Math.min(output, Usage.orZero(usage.reasoningTokens()));
        ObjectNode node = Json.object().put(PROMPT, Usage.orZero(usage.inputTokens()));
        if (usage.cachedInputTokens() != null) {
            node.put(CACHED, usage.cachedInputTokens());
        }
        node.put(CANDIDATES, output - thoughts);
        if (usage.reasoningTokens() != null) {
            node.put(THOUGHTS, thoughts);
        }
        return node.put("totalTokenCount", usage.totalTokens());
    }

    private static @Nullable Long count(JsonNode usage, String name) {
        JsonNode value = usage.path(name);
        return value.isIntegralNumber() && value.canConvertToLong() ? (Long) value.longValue() : null;
    }
}
