package dev.aiproxy.plugin.openai.responses;

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

/** Reads everything in a client's request that is neither conversation nor tool. */
final class SettingsReader {
    private SettingsReader() {}

    /** Log probabilities are not asked for: the answer is written without them. */
    static Sampling sampling(Fields body) {
        return new Sampling(
                body.decimal("temperature"),
                body.decimal("top_p"),
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null);
    }

    static Output output(Fields body) {
        Fields text = body.object("text");
        return new Output(
                body.integer("max_output_tokens", 1),
                text == null ? null : format(text.object("format")),
                text == null ? null : text.text("verbosity"),
                List.of());
    }

    private static @Nullable ResponseFormat format(@Nullable Fields format) {
        if (format == null) {
            return null;
        }
        return switch (format.requiredText("type")) {
            case "text" -> null;
            case "json_object" -> new ResponseFormat.JsonObject();
            case "json_schema" -> schema(format);
            default -> throw Fields.wrong(format.at("type"), "must be text, json_object or json_schema");
        };
    }

    private static ResponseFormat schema(Fields format) {
        Fields schema = format.object("schema");
        return new ResponseFormat.JsonSchema(
                format.text("name"),
                format.text("description"),
                schema == null ? Json.object() : schema.node(),
                format.bool("strict"));
    }

    static @Nullable ReasoningOptions reasoning(Fields body) {
        Fields reasoning = body.object("reasoning");
        if (reasoning == null) {
            return null;
        }
        String word = reasoning.text("effort");
        boolean visible = reasoning.value("summary") != null || reasoning.value("generate_summary") != null;
        if (word == null && !visible) {
            return null;
        }
        return new ReasoningOptions(null, word == null ? null : effort(word, reasoning), null, visible ? true : null);
    }

    private static Effort effort(String word, Fields reasoning) {
        return Effort.of(word)
                .orElseThrow(() ->
                        Fields.wrong(reasoning.at("effort"), "must be none, minimal, low, medium, high, xhigh or max"));
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
            metadata.node()
                    .forEachEntry(
                            (name, value) -> values.put(name, value.isString() ? value.asString() : Json.text(value)));
        }
        return values;
    }
}
