package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.Tool;
import dev.aiproxy.api.chat.ToolChoice;
import dev.aiproxy.api.chat.ToolNames;
import dev.aiproxy.api.chat.Tooling;
import dev.aiproxy.api.wire.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes tools and their choice for an upstream (tables T-TC and T-SC). Tools that another vendor runs are left out (T-SC-6). */
final class ToolWriter {
    private final Model model;
    private final ToolNames names;

    private ToolWriter(Model model, ToolNames names) {
        this.model = model;
        this.names = names;
    }

    static void write(Tooling tooling, Model model, ToolNames names, ObjectNode body) {
        ToolWriter writer = new ToolWriter(model, names);
        ArrayNode declarations = Json.nodes().arrayNode();
        ArrayNode tools = Json.nodes().arrayNode();
        for (Tool tool : tooling.tools()) {
            if (tool instanceof Tool.Function function) {
                declarations.add(writer.declaration(function));
            } else if (tool instanceof Tool.BuiltIn own && own.origin().equals(GeminiFormat.ID)) {
                tools.addObject().set(own.type(), own.raw());
            }
        }
        if (!declarations.isEmpty()) {
            tools.insertObject(0).set("functionDeclarations", declarations);
        }
        if (!tools.isEmpty()) {
            body.set("tools", tools);
        }
        ToolChoice choice = tooling.choice();
        if (choice != null && !declarations.isEmpty()) {
            body.putObject("toolConfig").set("functionCallingConfig", writer.calling(choice));
        }
    }

    private ObjectNode declaration(Tool.Function function) {
        ObjectNode node = Json.object().put("name", names.toWire(function.name()));
        if (function.description() != null) {
            node.put("description", function.description());
        }
        JsonNode parameters = function.parameters();
        if (parameters == null) {
            return node;
        }
        if (model.takesJsonSchemaParameters()) {
            return node.set("parametersJsonSchema", parameters);
        }
        ObjectNode lowered = SchemaLowering.lower(parameters);
        return lowered.path("properties").isEmpty() ? node : node.set("parameters", lowered);
    }

    private ObjectNode calling(ToolChoice choice) {
        if (choice instanceof ToolChoice.Named named) {
            return mode("ANY", List.of(named.name()));
        }
        if (choice instanceof ToolChoice.Allowed allowed) {
            return mode(allowed.required() ? "ANY" : "VALIDATED", allowed.names());
        }
        if (choice instanceof ToolChoice.Required) {
            return mode("ANY", List.of());
        }
        return mode(choice instanceof ToolChoice.None ? "NONE" : "AUTO", List.of());
    }

    private ObjectNode mode(String mode, List<String> allowed) {
        ObjectNode calling = Json.object().put("mode", mode);
        if (!allowed.isEmpty()) {
            ArrayNode list = calling.putArray("allowedFunctionNames");
            allowed.forEach(name -> list.add(names.toWire(name)));
        }
        return calling;
    }
}
