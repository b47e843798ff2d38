package dev.aiproxy.plugin.ollama.chat;

import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the messages of one request. */
final class MessageWriter {
    private final ArrayNode messages;

    MessageWriter(ArrayNode messages) {
        this.messages = messages;
    }

    void write(Message message) {
        if (message.role() == Role.TOOL) {
            writeResults(message);
            return;
        }
        Role role = message.role() == Role.DEVELOPER ? Role.SYSTEM : message.role();
        String separator = role == Role.ASSISTANT ? "" : "\n";
        MessageContent content = MessageContent.of(message.parts(), separator);
        ObjectNode written = add(role, content);
        content.addThinkingAndCalls(written);
    }

    private ObjectNode add(Role role, MessageContent content) {
        ObjectNode message = messages.addObject();
        message.put("role", role.name().toLowerCase(Locale.ROOT)).put("content", content.text());
        content.addImages(message);
        return message;
    }

    /** A tool answers in text: its images follow in a message of the user's. */
    private void writeResults(Message results) {
        List<Part> images = new ArrayList<>();
        for (Part part : results.parts()) {
            if (part instanceof Part.ToolResult result) {
                writeResult(result, images);
            }
        }
        if (!images.isEmpty()) {
            add(Role.USER, MessageContent.of(images, ""));
        }
    }

    private void writeResult(Part.ToolResult result, List<Part> images) {
        List<Part> said = new ArrayList<>();
        result.content().forEach(part -> (part instanceof Part.Image ? images : said).add(part));
        ObjectNode written = Json.object();
        written.put("role", "tool").put("content", MessageContent.of(said, "\n").text());
        if (result.name() != null) {
            written.put("tool_name", result.name());
        }
        messages.add(written.put("tool_call_id", result.callId()));
    }
}
