package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.Conversations;
import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Tool;
import dev.aiproxy.api.chat.ToolNames;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a request for an upstream. */
final class RequestWriter {
    private final Model model;
    private final ToolNames names;

    RequestWriter(Model model, ToolNames names) {
        this.model = model;
        this.names = names;
    }

    ObjectNode write(ChatRequest request) {
        ObjectNode body = Json.object();
        Conversations.Split split = Conversations.split(request.messages());
        instruction(split.instructions(), body);
        body.set("contents", contents(split.turns()));
        ToolWriter.write(request.tooling(), model, names, body);
        boolean tools = request.tooling().tools().stream().anyMatch(Tool.Function.class::isInstance);
        ObjectNode config = new SettingsWriter(model).write(request, tools);
        if (!config.isEmpty()) {
            body.set("generationConfig", config);
        }
        return body;
    }

    /** Every text of every instruction, in order (Q-CG-1). */
    private static void instruction(List<Message> instructions, ObjectNode body) {
        ArrayNode parts = Json.nodes().arrayNode();
        for (Message message : instructions) {
            for (Part part : message.parts()) {
                if (part instanceof Part.Text text && !text.text().isEmpty()) {
                    parts.addObject().put("text", text.text());
                }
            }
        }
        if (!parts.isEmpty()) {
            body.putObject("systemInstruction").set("parts", parts);
        }
    }

    private ArrayNode contents(List<Message> turns) {
        List<Message> arranged = Conversations.nameResults(Turns.arrange(turns));
        ContentWriter writer = new ContentWriter(model, names);
        arranged.forEach(writer::write);
        ArrayNode contents = writer.finished();
        if (contents.isEmpty()) {
            throw GatewayException.invalid("messages", "messages: there must be at least one user message");
        }
        return contents;
    }
}
