package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.Tool;
import dev.aiproxy.api.chat.ToolNames;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tools of chat completions, which say everything about a node within it, under the name of its type. */
final class ToolWriter extends ToolFields {
    ToolWriter(ToolNames names) {
        super(ChatFormat.ID, names);
    }

    @Override
    protected ObjectNode details(ObjectNode node, String type) {
        return node.putObject(type);
    }

    @Override
    protected void signature(Tool.Function function, ObjectNode details) {
        JsonNode parameters = function.parameters();
        if (parameters != null) {
            details.set("parameters", withProperties(parameters));
        }
        if (function.strict() != null) {
            details.put("strict", function.strict());
        }
    }
}
