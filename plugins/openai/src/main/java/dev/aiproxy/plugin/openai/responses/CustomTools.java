package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.Tool;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Fields;
import dev.aiproxy.api.wire.Json;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Custom tools take free text instead of JSON. Towards formats without them they are functions with one string parameter
 * (Q-RC-7), whose calls are given back to the client as what it knows (S-Rx 7).
 */
final class CustomTools {
    static final String TYPE = "custom";

    private static final String INPUT = "input";

    private CustomTools() {}

    /** The names of the custom tools among a request's tools. */
    static Set<String> names(JsonNode body) {
        Set<String> names = new HashSet<>();
        for (JsonNode tool : body.path("tools")) {
            if (tool.path("type").asString("").equals(TYPE)) {
                names.add(tool.path("name").asString(""));
            }
        }
        return names;
    }

    static Tool function(Fields tool) {
        ObjectNode schema = Json.object().put("type", "object");
        schema.putObject("properties").set(INPUT, input(tool.object("format")));
        schema.putArray("required").add(INPUT);
        return new Tool.Function(tool.requiredText("name"), tool.text("description"), schema, null, null);
    }

    private static ObjectNode input(@Nullable Fields format) {
        ObjectNode input = Json.object().put("type", "string");
        String grammar = format == null ? null : format.text("definition");
        if (format != null && grammar != null) {
            String syntax = format.text("syntax");
            input.put(
                    "description", "Must follow this " + (syntax == null ? "" : syntax + " ") + "grammar:\n" + grammar);
        }
        return input;
    }

    /** The text of a call as arguments of the function. */
    static String arguments(String text) {
        return Json.text(Json.object().put(INPUT, text));
    }

    /** The text in a function's arguments; arguments of another shape are the text themselves. */
    static String text(String arguments) {
        try {
            JsonNode input = Json.parse(arguments).path(INPUT);
            return input.isString() ? input.asString() : arguments;
        } catch (GatewayException truncated) {
            return arguments;
        }
    }
}
