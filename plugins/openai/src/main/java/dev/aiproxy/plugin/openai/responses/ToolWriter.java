package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.Tool;
import dev.aiproxy.api.chat.ToolNames;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.plugin.openai.chat.ToolFields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tools of Responses, which say everything about a node in itself. */
final class ToolWriter extends ToolFields {
    ToolWriter(ToolNames names) {
        super(ResponsesFormat.ID, names);
    }

    @Override
    protected ObjectNode details(ObjectNode node, String type) {
        return node;
    }

    /** Elsewhere arguments need not follow the schema strictly unless asked; here they must unless told (Q-CR-5). */
    @Override
    protected void signature(Tool.Function function, ObjectNode details) {
        JsonNode schema = function.parameters();
        details.set("parameters", withProperties(schema == null ? Json.object().put("type", "object") : schema));
        details.put("strict", Boolean.TRUE.equals(function.strict()));
    }
}
