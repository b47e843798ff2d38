package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.wire.Fields;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads the messages of a client's request. */
final class MessageReader {
    private static final String CONTENT = "content";

    private final BlockReader blocks;

    MessageReader(Memory memory) {
        this.blocks = new BlockReader(memory);
    }

    /** One or two messages: tool results of a user's turn come first, in one of their own (Q-KC-2). */
    List<Message> read(Fields message) {
        String role = message.requiredText("role");
        if (message.value(CONTENT) == null) {
            throw Fields.wrong(message.at(CONTENT), "is missing");
        }
        List<Part> parts = content(message, CONTENT);
        return switch (role) {
            case "user" -> user(parts);
            case "assistant" -> List.of(Message.of(Role.ASSISTANT, parts));
            case "system" -> List.of(Message.of(Role.SYSTEM, parts));
            default -> throw Fields.wrong(message.at("role"), "must be user or assistant");
        };
    }

    private static List<Message> user(List<Part> parts) {
        List<Part> results = new ArrayList<>();
        List<Part> said = new ArrayList<>();
        parts.forEach(part -> (part instanceof Part.ToolResult ? results : said).add(part));
        List<Message> messages = new ArrayList<>();
        if (!results.isEmpty()) {
            messages.add(Message.of(Role.TOOL, results));
        }
        if (results.isEmpty() || !said.isEmpty()) {
            messages.add(Message.of(Role.USER, said));
        }
        return messages;
    }

    /** A string or an array of blocks. */
    List<Part> content(Fields holder, String name) {
        JsonNode content = holder.value(name);
        if (content != null && content.isString()) {
            return content.asString().isEmpty() ? List.of() : List.of(blocks.text(content.asString(), List.of(), null));
        }
        if (content != null && !content.isArray()) {
            throw Fields.wrong(holder.at(name), "must be a string or an array of content blocks");
        }
        List<Part> parts = new ArrayList<>();
        holder.forEach(name, block -> parts.add(blocks.read(block)));
        return parts;
    }
}
