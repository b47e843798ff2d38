package dev.aiproxy.plugin.ollama.chat;

import dev.aiproxy.api.chat.Tool;
import dev.aiproxy.api.chat.ToolChoice;
import dev.aiproxy.api.chat.Tooling;
import dev.aiproxy.api.wire.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes tools. Ollama has no tool choice; what can be said of one is said by the tools that are left out. */
final class ToolWriter {
    private ToolWriter() {}

    static ArrayNode write(Tooling tooling) {
        ArrayNode tools = Json.nodes().arrayNode();
        for (Tool tool : tooling.tools()) {
            if (tool instanceof Tool.Function function && mayBeCalled(tooling.choice(), function.name())) {
                tools.add(write(function));
            }
        }
        return tools;
    }

    private static boolean mayBeCalled(@Nullable ToolChoice choice, String name) {
        if (choice instanceof ToolChoice.Named named) {
            return named.name().equals(name);
        }
        List<String> allowed = choice instanceof ToolChoice.Allowed some ? some.names() : List.of(name);
        return !(choice instanceof ToolChoice.None) && allowed.contains(name);
    }

    private static ObjectNode write(Tool.Function function) {
        ObjectNode tool = Json.object().put("type", "function");
        ObjectNode written = tool.putObject("function").put("name", function.name());
        if (function.description() != null) {
            written.put("description", function.description());
        }
        JsonNode parameters = function.parameters();
        written.set("parameters", parameters == null ? empty() : parameters);
        return tool;
    }

    private static ObjectNode empty() {
        ObjectNode schema = Json.object().put("type", "object");
        schema.putObject("properties");
        return schema;
    }
}
