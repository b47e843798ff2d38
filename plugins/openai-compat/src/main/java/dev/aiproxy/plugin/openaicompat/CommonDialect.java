package dev.aiproxy.plugin.openaicompat;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns a request in OpenAI's newest words into the older ones that compatible servers have in common (T-SA-4, D-36). Only
 * translated bodies: what a client wrote itself is passed through.
 */
final class CommonDialect {
    private static final List<String> OPENAI_ONLY =
            List.of("store", "service_tier", "metadata", "prompt_cache_key", "verbosity");

    private CommonDialect() {}

    static void apply(ObjectNode body) {
        JsonNode limit = body.remove("max_completion_tokens");
        if (limit != null) {
            body.set("max_tokens", limit);
        }
        body.remove(OPENAI_ONLY);
        for (JsonNode message : body.path("messages")) {
            if (message instanceof ObjectNode object && is(object, "role", "developer")) {
                object.put("role", "system");
            }
        }
        allowedTools(body);
    }

    /** The choice of {@code allowed_tools} is new: fewer tools and the plain choice say the same. */
    private static void allowedTools(ObjectNode body) {
        JsonNode choice = body.path("tool_choice");
        if (!is(choice, "type", "allowed_tools")) {
            return;
        }
        JsonNode allowed = choice.path("allowed_tools");
        List<String> names =
                allowed.path("tools").valueStream().map(CommonDialect::name).toList();
        if (body.path("tools") instanceof ArrayNode tools) {
            tools.removeIf(tool -> !names.contains(name(tool)));
        }
        body.put("tool_choice", allowed.path("mode").asString("auto"));
    }

    private static String name(JsonNode tool) {
        return tool.path("function").path("name").asString("");
    }

    private static boolean is(JsonNode node, String name, String value) {
        return node.path(name).asString("").equals(value);
    }
}
