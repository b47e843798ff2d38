package dev.aiproxy.plugin.ollama.chat;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ReasoningOptions;
import dev.aiproxy.api.chat.ReasoningOptions.Effort;
import dev.aiproxy.api.chat.ResponseFormat;
import dev.aiproxy.api.chat.Sampling;
import dev.aiproxy.api.wire.Json;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes what a request says besides its messages and tools. */
final class SettingsWriter {
    private static final int LOW_BUDGET = 2048;
    private static final int MEDIUM_BUDGET = 8192;

    private final ObjectNode body;
    private final String model;

    SettingsWriter(ObjectNode body, String model) {
        this.body = body;
        this.model = model;
    }

    void write(ChatRequest request) {
        ObjectNode options = options(request);
        if (!options.isEmpty()) {
            body.set("options", options);
        }
        ResponseFormat format = request.output().format();
        if (format instanceof ResponseFormat.JsonSchema schema) {
            body.set("format", schema.schema());
        } else if (format instanceof ResponseFormat.JsonObject) {
            body.put("format", "json");
        }
        Sampling sampling = request.sampling();
        if (sampling.logprobs() != null) {
            body.put("logprobs", sampling.logprobs());
        }
        set(body, "top_logprobs", sampling.topLogprobs());
        ReasoningOptions reasoning = request.reasoning();
        if (reasoning != null) {
            body.set("think", think(reasoning));
        }
    }

    private static ObjectNode options(ChatRequest request) {
        Sampling sampling = request.sampling();
        ObjectNode options = Json.object();
        set(options, "num_predict", request.output().maxTokens());
        set(options, "temperature", sampling.temperature());
        set(options, "top_p", sampling.topP());
        set(options, "top_k", sampling.topK());
        set(options, "seed", sampling.seed());
        set(options, "presence_penalty", sampling.presencePenalty());
        set(options, "frequency_penalty", sampling.frequencyPenalty());
        if (!sampling.stop().isEmpty()) {
            sampling.stop().forEach(options.putArray("stop")::add);
        }
        return options;
    }

    private static void set(ObjectNode object, String name, @Nullable Number value) {
        if (value instanceof BigDecimal decimal) {
            object.put(name, decimal);
        } else if (value != null) {
            object.put(name, value.longValue());
        }
    }

    /** Only the gpt-oss models take levels; others refuse them. */
    private JsonNode think(ReasoningOptions reasoning) {
        JsonNodeFactory nodes = Json.nodes();
        if (reasoning.mode() == ReasoningOptions.Mode.DISABLED || reasoning.effort() == Effort.NONE) {
            return nodes.booleanNode(false);
        }
        String level = model.contains("gpt-oss") ? level(reasoning) : null;
        return level == null ? nodes.booleanNode(true) : nodes.stringNode(level);
    }

    private static @Nullable String level(ReasoningOptions reasoning) {
        Effort effort = reasoning.effort();
        if (effort != null) {
            return effort.compareTo(Effort.MEDIUM) < 0 ? "low" : effort == Effort.MEDIUM ? "medium" : "high";
        }
        Integer budget = reasoning.budgetTokens();
        if (budget == null) {
            return null;
        }
        return budget <= LOW_BUDGET ? "low" : budget <= MEDIUM_BUDGET ? "medium" : "high";
    }
}
