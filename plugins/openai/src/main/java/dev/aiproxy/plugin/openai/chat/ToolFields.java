package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.Tool;
import dev.aiproxy.api.chat.ToolChoice;
import dev.aiproxy.api.chat.ToolNames;
import dev.aiproxy.api.chat.Tooling;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.WireFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes tools and their choice for an upstream (tables T-TC and T-SC) in the fields that OpenAI's formats have for them. Tools that
 * another vendor runs are left out (T-SC-6).
 */
public abstract class ToolFields {
    private static final String FUNCTION = "function";
    private static final String ALLOWED = "allowed_tools";
    private static final String TYPE = "type";

    private final WireFormat format;
    private final ToolNames names;

    /** Of requests in this format, for an upstream that knows the functions by these names. */
    protected ToolFields(WireFormat format, ToolNames names) {
        this.format = format;
        this.names = names;
    }

    /** Sets the fields of a request; none if no tool is left. */
    public final void write(Tooling tooling, ObjectNode body) {
        ArrayNode tools = Json.nodes().arrayNode();
        for (Tool tool : tooling.tools()) {
            if (tool instanceof Tool.Function function) {
                tools.add(function(function));
            } else if (tool instanceof Tool.BuiltIn builtIn && builtIn.origin().equals(format)) {
                tools.add(builtIn.raw());
            }
        }
        if (tools.isEmpty()) {
            return;
        }
        body.set("tools", tools);
        ToolChoice choice = tooling.choice();
        if (choice != null) {
            body.set("tool_choice", choice(choice));
        }
        if (tooling.parallel() != null) {
            body.put("parallel_tool_calls", tooling.parallel());
        }
    }

    /** The object that holds what is said about a node of this type: the node itself, or one within. */
    protected abstract ObjectNode details(ObjectNode node, String type);

    /** Writes how a function is to be called. */
    protected abstract void signature(Tool.Function function, ObjectNode details);

    private ObjectNode function(Tool.Function function) {
        ObjectNode node = Json.object().put(TYPE, FUNCTION);
        ObjectNode details = name(node, function.name());
        if (function.description() != null) {
            details.put("description", function.description());
        }
        signature(function, details);
        return node;
    }

    private ObjectNode name(ObjectNode node, String name) {
        return details(node, FUNCTION).put("name", names.toWire(name));
    }

    /** OpenAI refuses an object schema without {@code properties} (T-SC-1). */
    protected static JsonNode withProperties(JsonNode schema) {
        boolean bare = schema.path(TYPE).asString("").equals("object") && !schema.has("properties");
        return bare && schema instanceof ObjectNode object
                ? object.deepCopy().set("properties", Json.object())
                : schema;
    }

    private JsonNode choice(ToolChoice choice) {
        if (choice instanceof ToolChoice.Named named) {
            return named(named.name());
        }
        if (choice instanceof ToolChoice.Allowed allowed) {
            ObjectNode node = Json.object().put(TYPE, ALLOWED);
            ArrayNode tools = details(node, ALLOWED)
                    .put("mode", allowed.required() ? "required" : "auto")
                    .putArray("tools");
            allowed.names().forEach(name -> tools.add(named(name)));
            return node;
        }
        return Json.nodes().stringNode(word(choice));
    }

    private ObjectNode named(String name) {
        ObjectNode node = Json.object().put(TYPE, FUNCTION);
        name(node, name);
        return node;
    }

    private static String word(ToolChoice choice) {
        if (choice instanceof ToolChoice.None) {
            return "none";
        }
        return choice instanceof ToolChoice.Required ? "required" : "auto";
    }
}
