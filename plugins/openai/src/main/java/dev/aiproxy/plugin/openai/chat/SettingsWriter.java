package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.Attribution;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.Output;
import dev.aiproxy.api.chat.ResponseFormat;
import dev.aiproxy.api.chat.Sampling;
import dev.aiproxy.api.wire.Json;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes everything that is neither conversation nor tool for an upstream (tables T-SA and T-SO). */
final class SettingsWriter {
    private static final int MAX_STOPS = 4;
    private static final Set<String> SERVICE_TIERS = Set.of("auto", "default", "flex", "scale", "priority");

    private final ObjectNode body;

    private SettingsWriter(ObjectNode body) {
        this.body = body;
    }

    static void write(ChatRequest request, ObjectNode body) {
        SettingsWriter writer = new SettingsWriter(body);
        writer.output(request.output());
        writer.sampling(request.sampling());
        ReasoningEffort.of(request.reasoning()).ifPresent(effort -> body.put("reasoning_effort", effort));
        writer.attribution(request.attribution());
    }

    private void output(Output output) {
        put("max_completion_tokens", output.maxTokens());
        ResponseFormat format = output.format();
        if (format != null) {
            body.set("response_format", format(format));
        }
        put("verbosity", output.verbosity());
    }

    private static ObjectNode format(ResponseFormat format) {
        if (!(format instanceof ResponseFormat.JsonSchema schema)) {
            return Json.object().put("type", "json_object");
        }
        ObjectNode node = Json.object().put("type", "json_schema");
        ObjectNode inner = node.putObject("json_schema").put("name", name(schema.name()));
        if (schema.description() != null) {
            inner.put("description", schema.description());
        }
        inner.set("schema", schema.schema());
        if (schema.strict() != null) {
            inner.put("strict", schema.strict());
        }
        return node;
    }

    /** The format demands a name (T-SO-3). */
    private static String name(@Nullable String given) {
        return given != null && given.matches("[a-zA-Z0-9_-]{1,64}") ? given : "response";
    }

    /** There is no {@code top_k} in this format (T-SA-5). */
    private void sampling(Sampling sampling) {
        put("temperature", sampling.temperature());
        put("top_p", sampling.topP());
        put("seed", sampling.seed());
        put("presence_penalty", sampling.presencePenalty());
        put("frequency_penalty", sampling.frequencyPenalty());
        put("n", sampling.candidates());
        put("logprobs", sampling.logprobs());
        if (Boolean.TRUE.equals(sampling.logprobs())) {
            put("top_logprobs", sampling.topLogprobs());
        }
        ArrayNode stop = Json.nodes().arrayNode();
        sampling.stop().stream()
                .filter(text -> !text.isEmpty())
                .limit(MAX_STOPS)
                .forEach(stop::add);
        if (!stop.isEmpty()) {
            body.set("stop", stop);
        }
    }

    private void attribution(Attribution attribution) {
        put("user", attribution.user());
        if (!attribution.metadata().isEmpty()) {
            ObjectNode metadata = body.putObject("metadata");
            attribution.metadata().forEach(metadata::put);
        }
        String tier = attribution.serviceTier();
        if (tier != null && SERVICE_TIERS.contains(tier)) {
            put("service_tier", tier);
        }
        put("prompt_cache_key", attribution.promptCacheKey());
        put("store", attribution.store());
    }

    private void put(String name, @Nullable String value) {
        if (value != null) {
            body.put(name, value);
        }
    }

    private void put(String name, @Nullable Boolean value) {
        if (value != null) {
            body.put(name, value);
        }
    }

    private void put(String name, @Nullable Integer value) {
        if (value != null) {
            body.put(name, value);
        }
    }

    private void put(String name, @Nullable Long value) {
        if (value != null) {
            body.put(name, value);
        }
    }

    private void put(String name, @Nullable BigDecimal value) {
        if (value != null) {
            body.put(name, value);
        }
    }
}
