package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.Attribution;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.Output;
import dev.aiproxy.api.chat.ReasoningOptions;
import dev.aiproxy.api.chat.ResponseFormat;
import dev.aiproxy.api.chat.Sampling;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.plugin.openai.chat.ReasoningEffort;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes everything that is neither conversation nor tool for an upstream (tables T-SA and T-SO, Q-CR-3, Q-CR-4). */
final class SettingsWriter {
    /** The least limit that the API takes. */
    private static final int MIN_TOKENS = 16;

    private static final Set<String> SERVICE_TIERS = Set.of("auto", "default", "flex", "scale", "priority");
    private static final Pattern REASONING_MODEL = Pattern.compile("(gpt-5(?!.*chat)|o[134]\\b|codex).*");

    private final ObjectNode body;

    private SettingsWriter(ObjectNode body) {
        this.body = body;
    }

    static void write(ChatRequest request, String model, ObjectNode body) {
        SettingsWriter writer = new SettingsWriter(body);
        writer.output(request.output());
        writer.sampling(request.sampling());
        writer.reasoning(request.reasoning(), model);
        writer.attribution(request.attribution());
    }

    private void output(Output output) {
        Integer limit = output.maxTokens();
        if (limit != null) {
            body.put("max_output_tokens", Math.max(MIN_TOKENS, limit));
        }
        ObjectNode text = Json.object();
        ResponseFormat format = output.format();
        if (format != null) {
            text.set("format", format(format));
        }
        if (output.verbosity() != null) {
            text.put("verbosity", output.verbosity());
        }
        if (!text.isEmpty()) {
            body.set("text", text);
        }
    }

    private static ObjectNode format(ResponseFormat format) {
        if (!(format instanceof ResponseFormat.JsonSchema schema)) {
            return Json.object().put("type", "json_object");
        }
        ObjectNode node = Json.object().put("type", "json_schema").put("name", name(schema.name()));
        if (schema.description() != null) {
            node.put("description", schema.description());
        }
        node.set("schema", schema.schema());
        return schema.strict() == null ? node : node.put("strict", schema.strict());
    }

    /** The format demands a name (T-SO-3). */
    private static String name(@Nullable String given) {
        return given != null && given.matches("[a-zA-Z0-9_-]{1,64}") ? given : "response";
    }

    private void sampling(Sampling sampling) {
        if (sampling.temperature() != null) {
            body.put("temperature", sampling.temperature());
        }
        if (sampling.topP() != null) {
            body.put("top_p", sampling.topP());
        }
    }

    /** The gateway keeps nothing, so thinking must come back with its content; models that do not think refuse to be asked. */
    private void reasoning(@Nullable ReasoningOptions options, String model) {
        ObjectNode reasoning = Json.object();
        ReasoningEffort.of(options).ifPresent(effort -> reasoning.put("effort", effort));
        if (options != null && Boolean.TRUE.equals(options.visible())) {
            reasoning.put("summary", "auto");
        }
        if (!reasoning.isEmpty()) {
            body.set("reasoning", reasoning);
        }
        boolean off = reasoning.path("effort").asString("").equals("none");
        if (!off && (!reasoning.isEmpty() || REASONING_MODEL.matcher(model).matches())) {
            body.putArray("include").add("reasoning.encrypted_content");
        }
    }

    private void attribution(Attribution attribution) {
        if (attribution.user() != null) {
            body.put("user", attribution.user());
        }
        if (!attribution.metadata().isEmpty()) {
            ObjectNode metadata = body.putObject("metadata");
            attribution.metadata().forEach(metadata::put);
        }
        String tier = attribution.serviceTier();
        if (tier != null && SERVICE_TIERS.contains(tier)) {
            body.put("service_tier", tier);
        }
        if (attribution.promptCacheKey() != null) {
            body.put("prompt_cache_key", attribution.promptCacheKey());
        }
        body.put("store", Boolean.TRUE.equals(attribution.store()));
    }
}
