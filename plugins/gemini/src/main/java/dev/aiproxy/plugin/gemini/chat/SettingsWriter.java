package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.Output;
import dev.aiproxy.api.chat.ResponseFormat;
import dev.aiproxy.api.chat.Sampling;
import dev.aiproxy.api.wire.Json;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code generationConfig} for an upstream (tables T-SA, T-SO and T-RE). */
final class SettingsWriter {
    private static final int MAX_STOPS = 5;
    private static final int MAX_LOGPROBS = 20;
    private static final Set<String> MODALITIES = Set.of("TEXT", "IMAGE");

    private final Model model;
    private final ObjectNode config = Json.object();

    SettingsWriter(Model model) {
        this.model = model;
    }

    ObjectNode write(ChatRequest request, boolean tools) {
        sampling(request.sampling());
        output(request.output(), tools);
        ObjectNode thinking =
                ThinkingWriter.write(request.reasoning(), request.output().maxTokens(), model);
        if (!thinking.isEmpty()) {
            config.set("thinkingConfig", thinking);
        }
        return config;
    }

    private void sampling(Sampling sampling) {
        put("temperature", sampling.temperature());
        put("topP", sampling.topP());
        put("topK", sampling.topK());
        Long seed = sampling.seed();
        if (seed != null && seed == seed.intValue()) {
            config.put("seed", seed.intValue());
        }
        put("presencePenalty", sampling.presencePenalty());
        put("frequencyPenalty", sampling.frequencyPenalty());
        put("candidateCount", sampling.candidates());
        if (Boolean.TRUE.equals(sampling.logprobs())) {
            config.put("responseLogprobs", true);
            Integer top = sampling.topLogprobs();
            put("logprobs", top == null ? null : Integer.valueOf(Math.min(top, MAX_LOGPROBS)));
        }
        ArrayNode stops = Json.nodes().arrayNode();
        sampling.stop().stream()
                .filter(text -> !text.isEmpty())
                .limit(MAX_STOPS)
                .forEach(stops::add);
        if (!stops.isEmpty()) {
            config.set("stopSequences", stops);
        }
    }

    /** JSON output beside functions is refused by older models; the functions are what counts (W-GE-13). */
    private void output(Output output, boolean tools) {
        put("maxOutputTokens", output.maxTokens());
        ArrayNode modalities = Json.nodes().arrayNode();
        output.modalities().stream()
                .map(modality -> modality.toUpperCase(Locale.ROOT))
                .filter(MODALITIES::contains)
                .forEach(modalities::add);
        if (!modalities.isEmpty()) {
            config.set("responseModalities", modalities);
        }
        ResponseFormat format = output.format();
        if (format == null || (tools && !model.combinesJsonWithTools())) {
            return;
        }
        config.put("responseMimeType", "application/json");
        if (format instanceof ResponseFormat.JsonSchema schema) {
            schema(schema.schema());
        }
    }

    private void schema(JsonNode schema) {
        if (model.takesJsonSchemaResponses()) {
            config.set("responseJsonSchema", schema);
        } else {
            config.set("responseSchema", SchemaLowering.lower(schema));
        }
    }

    private void put(String name, @Nullable BigDecimal value) {
        if (value != null) {
            config.put(name, value);
        }
    }

    private void put(String name, @Nullable Integer value) {
        if (value != null) {
            config.put(name, value);
        }
    }
}
