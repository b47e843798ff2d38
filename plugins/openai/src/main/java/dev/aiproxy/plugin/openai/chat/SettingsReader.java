package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.Attribution;
import dev.aiproxy.api.chat.Output;
import dev.aiproxy.api.chat.ReasoningOptions;
import dev.aiproxy.api.chat.ReasoningOptions.Effort;
import dev.aiproxy.api.chat.ResponseFormat;
import dev.aiproxy.api.chat.Sampling;
import dev.aiproxy.api.wire.Fields;
import dev.aiproxy.api.wire.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads everything in a client's request that is neither conversation nor tool. */
final class SettingsReader {
    private SettingsReader() {}

    static Sampling sampling(Fields body) {
        return new Sampling(
                body.decimal("temperature"),
                body.decimal("top_p"),
                body.integer("top_k", 0),
                body.integer("seed"),
                body.decimal("presence_penalty"),
                body.decimal("frequency_penalty"),
                stop(body),
                body.integer("n", 1),
                body.bool("logprobs"),
                body.integer("top_logprobs", 0));
    }

    private static List<String> stop(Fields body) {
        return body.texts("stop").stream().filter(text -> !text.isEmpty()).toList();
    }

    static Output output(Fields body) {
        Integer limit = body.integer("max_completion_tokens", 1);
        return new Output(
                limit == null ? body.integer("max_tokens", 1) : limit,
                format(body.object("response_format")),
                body.text("verbosity"),
                body.texts("modalities"));
    }

    private static @Nullable ResponseFormat format(@Nullable Fields format) {
        if (format == null) {
            return null;
        }
        return switch (format.requiredText("type")) {
            case "text" -> null;
            case "json_object" -> new ResponseFormat.JsonObject();
            case "json_schema" -> schema(format.requiredObject("json_schema"));
            default -> throw Fields.wrong(format.at("type"), "must be text, json_object or json_schema");
        };
    }

    private static ResponseFormat schema(Fields schema) {
        Fields inner = schema.object("schema");
        return new ResponseFormat.JsonSchema(
                schema.text("name"),
                schema.text("description"),
                inner == null ? Json.object() : inner.node(),
                schema.bool("strict"));
    }

    static @Nullable ReasoningOptions reasoning(Fields body) {
        String word = body.text("reasoning_effort");
        if (word == null) {
            return null;
        }
        Effort effort = Effort.of(word)
                .orElseThrow(() ->
                        Fields.wrong("reasoning_effort", "must be none, minimal, low, medium, high, xhigh or max"));
        return ReasoningOptions.effort(effort);
    }

    static Attribution attribution(Fields body) {
        String user = body.text("user");
        return new Attribution(
                user == null ? body.text("safety_identifier") : user,
                metadata(body.object("metadata")),
                body.text("service_tier"),
                body.text("prompt_cache_key"),
                body.bool("store"));
    }

    private static Map<String, String> metadata(@Nullable Fields metadata) {
        Map<String, String> values = new LinkedHashMap<>();
        if (metadata != null) {
            metadata.node().forEachEntry((name, value) -> values.put(name, metadataText(value)));
        }
        return values;
    }

    private static String metadataText(JsonNode value) {
        return value.isString() ? value.asString() : Json.text(value);
    }
}
