package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.Output;
import dev.aiproxy.api.chat.ReasoningOptions;
import dev.aiproxy.api.chat.ReasoningOptions.Effort;
import dev.aiproxy.api.chat.ReasoningOptions.Mode;
import dev.aiproxy.api.chat.ResponseFormat;
import dev.aiproxy.api.chat.Sampling;
import dev.aiproxy.api.wire.Fields;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a client's {@code generationConfig}. */
record SettingsReader(Fields config) {
    private static final String JSON = "application/json";

    Sampling sampling() {
        return new Sampling(
                config.decimal("temperature"),
                config.decimal("topP"),
                config.integer("topK", 0),
                config.integer("seed"),
                config.decimal("presencePenalty"),
                config.decimal("frequencyPenalty"),
                config.texts("stopSequences").stream()
                        .filter(text -> !text.isEmpty())
                        .toList(),
                config.integer("candidateCount", 1),
                config.bool("responseLogprobs"),
                config.integer("logprobs", 0));
    }

    Output output() {
        List<String> modalities = config.texts("responseModalities").stream()
                .map(modality -> modality.toLowerCase(Locale.ROOT))
                .toList();
        return new Output(config.integer("maxOutputTokens", 1), format(), null, modalities);
    }

    /** JSON with or without a schema (T-SO-4); of a schema in Gemini's own dialect the types are lowered. */
    private @Nullable ResponseFormat format() {
        JsonNode schema = config.value("responseJsonSchema");
        if (schema == null) {
            schema = config.value("_responseJsonSchema");
        }
        Fields own = config.object("responseSchema");
        if (schema == null && own != null) {
            schema = SchemaReader.lowered(own.node());
        }
        String type = config.text("responseMimeType");
        if (schema != null && (type == null || type.equals(JSON))) {
            return new ResponseFormat.JsonSchema(null, null, schema, null);
        }
        return JSON.equals(type) ? new ResponseFormat.JsonObject() : null;
    }

    @Nullable
    ReasoningOptions reasoning() {
        Fields thinking = config.object("thinkingConfig");
        if (thinking == null) {
            return null;
        }
        Boolean visible = thinking.bool("includeThoughts");
        Effort effort = effort(thinking);
        Integer budget = thinking.integer("thinkingBudget", -1);
        if (effort != null && budget != null) {
            throw Fields.wrong(thinking.at("thinkingBudget"), "must not stand beside thinkingLevel");
        }
        if (budget == null) {
            return effort == null && visible == null ? null : new ReasoningOptions(null, effort, null, visible);
        }
        return switch (budget) {
            case -1 -> new ReasoningOptions(Mode.ADAPTIVE, null, null, visible);
            case 0 -> new ReasoningOptions(Mode.DISABLED, null, 0, visible);
            default -> new ReasoningOptions(Mode.ENABLED, null, budget, visible);
        };
    }

    private static @Nullable Effort effort(Fields thinking) {
        String level = thinking.text("thinkingLevel");
        if (level == null || level.equalsIgnoreCase("THINKING_LEVEL_UNSPECIFIED")) {
            return null;
        }
        return switch (level.toLowerCase(Locale.ROOT)) {
            case "minimal" -> Effort.MINIMAL;
            case "low" -> Effort.LOW;
            case "medium" -> Effort.MEDIUM;
            case "high" -> Effort.HIGH;
            default -> throw Fields.wrong(thinking.at("thinkingLevel"), "must be MINIMAL, LOW, MEDIUM or HIGH");
        };
    }
}
