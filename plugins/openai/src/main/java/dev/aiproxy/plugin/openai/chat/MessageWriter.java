package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.Conversations;
import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.chat.ToolNames;
import dev.aiproxy.api.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes messages for an upstream. */
final class MessageWriter {
    private static final int MAX_CALL_ID = 40;
    private static final String CONTENT = "content";

    private final PartWriter parts;
    private final ToolNames names;
    private final ArrayNode messages;

    MessageWriter(PartWriter parts, ToolNames names, ArrayNode messages) {
        this.parts = parts;
        this.names = names;
        this.messages = messages;
    }

    void write(Message message) {
        switch (message.role()) {
            case SYSTEM, DEVELOPER, USER -> plain(message);
            case ASSISTANT -> assistant(message);
            case TOOL -> results(message);
        }
    }

    private void plain(Message message) {
        ArrayNode content = parts.write(message.parts());
        if (content.isEmpty() && !message.parts().isEmpty()) {
            return;
        }
        ObjectNode node = named(message);
        if (content.isEmpty()) {
            node.put(CONTENT, "");
        } else if (content.size() == 1
                && content.path(0).path("type").asString("").equals("text")) {
            node.set(CONTENT, content.path(0).path("text"));
        } else {
            node.set(CONTENT, content);
        }
        messages.add(node);
    }

    private static ObjectNode named(Message message) {
        String role = switch (message.role()) {
            case SYSTEM -> "system";
            case DEVELOPER -> "developer";
            case USER -> "user";
            case ASSISTANT -> "assistant";
            case TOOL -> "tool";
        };
        ObjectNode node = Json.object().put("role", role);
        return message.name() == null ? node : node.put("name", message.name());
    }

    /** Thinking and media have no place here (Q-KC-5); a message that held nothing else is left out. */
    private void assistant(Message message) {
        ArrayNode calls = Json.nodes().arrayNode();
        StringBuilder refusal = new StringBuilder();
        for (Part part : message.parts()) {
            if (part instanceof Part.ToolCall call) {
                calls.add(call(call));
            } else if (part instanceof Part.Refusal refused) {
                refusal.append(refused.text());
            }
        }
        String text = message.text();
        if (text.isEmpty() && calls.isEmpty() && refusal.isEmpty()) {
            return;
        }
        ObjectNode node = named(message).put(CONTENT, text.isEmpty() ? null : text);
        if (!refusal.isEmpty()) {
            node.put("refusal", refusal.toString());
        }
        if (!calls.isEmpty()) {
            node.set("tool_calls", calls);
        }
        messages.add(node);
    }

    private ObjectNode call(Part.ToolCall call) {
        ObjectNode node = Json.object().put("id", callId(call.id())).put("type", "function");
        node.putObject("function")
                .put("name", names.toWire(call.name()))
                .put("arguments", call.arguments().isBlank() ? "{}" : call.arguments());
        String extra = call.signature() == null ? null : call.signature().valueFor(ChatFormat.ID);
        if (extra != null) {
            node.set(ExtraContent.NAME, Json.parse(extra));
        }
        return node;
    }

    private static String callId(String id) {
        return id.length() <= MAX_CALL_ID ? id : Conversations.toolId(id, MAX_CALL_ID);
    }

    /** Tool messages hold text only (W-CH-10); the media of all results follow in one user message (Q-KC-3). */
    private void results(Message message) {
        List<Part> media = new ArrayList<>();
        for (Part part : message.parts()) {
            if (part instanceof Part.ToolResult result) {
                result(result, media);
            }
        }
        if (!media.isEmpty()) {
            plain(Message.of(Role.USER, media));
        }
    }

    private void result(Part.ToolResult result, List<Part> media) {
        StringJoiner text = new StringJoiner("\n");
        for (Part part : result.content()) {
            if (part instanceof Part.Text said) {
                text.add(said.text());
            } else {
                media.add(part);
            }
        }
        messages.addObject()
                .put("role", "tool")
                .put("tool_call_id", callId(result.callId()))
                .put(CONTENT, text.toString());
    }
}
