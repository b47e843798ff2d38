package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.Attribution;
import dev.aiproxy.api.chat.ReasoningOptions.Effort;
import dev.aiproxy.api.chat.ResponseFormat;
import dev.aiproxy.api.wire.Fields;
import dev.aiproxy.api.wire.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the settings that OpenAI's formats spell alike, wherever each of them has its place for them. */
public final class CommonSettings {
    private CommonSettings() {}

    /**
     * The format of an answer; null for any text.
     *
     * @param schema finds in the format what describes its schema
     */
    public static @Nullable ResponseFormat format(@Nullable Fields format, UnaryOperator<Fields> schema) {
        if (format == null) {
            return null;
        }
        return switch (format.requiredText("type")) {
            case "text" -> null;
            case "json_object" -> new ResponseFormat.JsonObject();
            case "json_schema" -> schema(schema.apply(format));
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

    /** The effort that a word at this path of the request asks for. */
    public static Effort effort(String word, String at) {
        return Effort.of(word)
                .orElseThrow(() -> Fields.wrong(at, "must be none, minimal, low, medium, high, xhigh or max"));
    }

    /** On whose behalf a request is made. */
    public static Attribution attribution(Fields body) {
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
