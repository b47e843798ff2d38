package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.Conversations;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Tool;
import dev.aiproxy.api.chat.ToolChoice;
import dev.aiproxy.api.chat.ToolNames;
import dev.aiproxy.api.chat.Tooling;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.WireFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes tools and their choice for an upstream (tables T-TC and T-SC). Tools that another vendor runs are left out (T-SC-6). */
final class ToolWriter {
    private static final String TYPE = "type";
    private static final String NAME = "name";
    private static final String SCHEMA = "input_schema";
    private static final String OBJECT = "object";

    private final boolean ownClient;
    private final ToolNames names;

    ToolWriter(WireFormat clientFormat, ToolNames names) {
        this.ownClient = clientFormat.equals(ClaudeFormat.ID);
        this.names = names;
    }

    void write(ChatRequest request, ObjectNode body) {
        Tooling tooling = request.tooling();
        ArrayNode tools = tools(tooling);
        if (!tools.isEmpty()) {
            body.set("tools", tools);
            ObjectNode choice = choice(tooling.choice(), tooling.parallel());
            if (choice != null) {
                body.set("tool_choice", choice);
            }
            return;
        }
        ArrayNode called = called(request);
        if (!called.isEmpty()) {
            body.set("tools", called);
            body.putObject("tool_choice").put(TYPE, "none");
        }
    }

    private ArrayNode tools(Tooling tooling) {
        ArrayNode tools = Json.nodes().arrayNode();
        for (Tool tool : tooling.tools()) {
            if (tool instanceof Tool.Function function && isAllowed(function, tooling.choice())) {
                tools.add(function(function));
            } else if (tool instanceof Tool.BuiltIn builtIn && builtIn.origin().equals(ClaudeFormat.ID)) {
                tools.add(builtIn.raw());
            }
        }
        return tools;
    }

    private static boolean isAllowed(Tool.Function function, @Nullable ToolChoice choice) {
        return !(choice instanceof ToolChoice.Allowed allowed)
                || allowed.names().contains(function.name());
    }

    private ObjectNode function(Tool.Function function) {
        ObjectNode tool = Json.object().put(NAME, names.toWire(function.name()));
        if (function.description() != null) {
            tool.put("description", function.description());
        }
        tool.set(SCHEMA, schema(function.parameters()));
        if (ownClient && function.strict() != null) {
            tool.put("strict", function.strict());
        }
        return CacheControl.write(function.cache(), tool);
    }

    /** The schema must be that of an object (W-CL-4). */
    private static JsonNode schema(@Nullable JsonNode parameters) {
        if (!(parameters instanceof ObjectNode given)) {
            return Json.object().put(TYPE, OBJECT).set("properties", Json.object());
        }
        if (given.path(TYPE).asString("").equals(OBJECT)) {
            return given;
        }
        ObjectNode schema = Json.object().put(TYPE, OBJECT);
        given.forEachEntry((name, value) -> {
            if (!name.equals(TYPE)) {
                schema.set(name, value);
            }
        });
        return schema;
    }

    /** A history with calls demands tools; those that it names, not to be called again (W-CL-13). */
    private ArrayNode called(ChatRequest request) {
        Set<String> called = new LinkedHashSet<>();
        for (Part.ToolCall call : Conversations.calls(request.messages())) {
            called.add(names.toWire(call.name()));
        }
        ArrayNode tools = Json.nodes().arrayNode();
        called.forEach(name -> tools.addObject().put(NAME, name).set(SCHEMA, schema(null)));
        return tools;
    }

    /** Null if the provider's default says the same; forbidding parallel calls needs a choice (T-TC-3). */
    private @Nullable ObjectNode choice(@Nullable ToolChoice choice, @Nullable Boolean parallel) {
        boolean single = Boolean.FALSE.equals(parallel);
        if (choice == null && !single) {
            return null;
        }
        ObjectNode node = Json.object();
        if (choice instanceof ToolChoice.None) {
            return node.put(TYPE, "none");
        }
        if (choice instanceof ToolChoice.Named named) {
            node.put(TYPE, "tool").put(NAME, names.toWire(named.name()));
        } else {
            node.put(TYPE, isRequired(choice) ? "any" : "auto");
        }
        return single ? node.put("disable_parallel_tool_use", true) : node;
    }

    private static boolean isRequired(@Nullable ToolChoice choice) {
        return choice instanceof ToolChoice.Required
                || (choice instanceof ToolChoice.Allowed allowed && allowed.required());
    }
}
