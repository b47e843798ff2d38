package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.Tool;
import dev.aiproxy.api.chat.ToolChoice;
import dev.aiproxy.api.chat.ToolNames;
import dev.aiproxy.api.chat.Tooling;
import dev.aiproxy.api.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes tools and their choice for an upstream (tables T-TC and T-SC). Tools that another vendor runs are left out (T-SC-6). */
final class ToolWriter {
    private static final String FUNCTION = "function";
    private static final String TYPE = "type";
    private static final String NAME = "name";

    private ToolWriter() {}

    static void write(Tooling tooling, ToolNames names, ObjectNode body) {
        ArrayNode tools = Json.nodes().arrayNode();
        for (Tool tool : tooling.tools()) {
            if (tool instanceof Tool.Function function) {
                tools.add(function(function, names));
            } else if (tool instanceof Tool.BuiltIn builtIn && builtIn.origin().equals(ResponsesFormat.ID)) {
                tools.add(builtIn.raw());
            }
        }
        if (tools.isEmpty()) {
            return;
        }
        body.set("tools", tools);
        ToolChoice choice = tooling.choice();
        if (choice != null) {
            body.set("tool_choice", choice(choice, names));
        }
        if (tooling.parallel() != null) {
            body.put("parallel_tool_calls", tooling.parallel());
        }
    }

    /** Elsewhere arguments need not follow the schema strictly unless asked; here they must unless told (Q-CR-5). */
    private static ObjectNode function(Tool.Function function, ToolNames names) {
        ObjectNode node = named(function.name(), names);
        if (function.description() != null) {
            node.put("description", function.description());
        }
        node.set("parameters", parameters(function.parameters()));
        return node.put("strict", Boolean.TRUE.equals(function.strict()));
    }

    /** OpenAI refuses an object schema without {@code properties} (T-SC-1). */
    private static JsonNode parameters(@Nullable JsonNode schema) {
        JsonNode given = schema == null ? Json.object().put(TYPE, "object") : schema;
        boolean bare = given.path(TYPE).asString("").equals("object") && !given.has("properties");
        return bare && given instanceof ObjectNode object ? object.deepCopy().set("properties", Json.object()) : given;
    }

    private static JsonNode choice(ToolChoice choice, ToolNames names) {
        if (choice instanceof ToolChoice.Named named) {
            return named(named.name(), names);
        }
        if (choice instanceof ToolChoice.Allowed allowed) {
            ObjectNode node =
                    Json.object().put(TYPE, "allowed_tools").put("mode", allowed.required() ? "required" : "auto");
            ArrayNode tools = node.putArray("tools");
            allowed.names().forEach(name -> tools.add(named(name, names)));
            return node;
        }
        return Json.nodes().stringNode(word(choice));
    }

    private static String word(ToolChoice choice) {
        if (choice instanceof ToolChoice.None) {
            return "none";
        }
        return choice instanceof ToolChoice.Required ? "required" : "auto";
    }

    private static ObjectNode named(String name, ToolNames names) {
        return Json.object().put(TYPE, FUNCTION).put(NAME, names.toWire(name));
    }
}
