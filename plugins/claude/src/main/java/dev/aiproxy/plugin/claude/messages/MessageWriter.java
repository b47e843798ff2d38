package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.chat.Turns;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the turns for an upstream: user and assistant alternate, tool results open the user's turn (W-CL-2). */
final class MessageWriter {
    private static final String ROLE = "role";
    private static final String CONTENT = "content";
    private static final String TYPE = "type";
    private static final String TEXT = "text";
    private static final String ASSISTANT = "assistant";

    private final BlockWriter blocks;

    MessageWriter(BlockWriter blocks) {
        this.blocks = blocks;
    }

    /** All instructions in order, as a string if one text is all there is; empty if there are none (Q-CC-1). */
    Optional<JsonNode> system(List<Message> instructions) {
        ArrayNode system = Json.nodes().arrayNode();
        instructions.forEach(message -> append(message.parts(), system));
        for (JsonNode block : system) {
            if (!isText(block)) {
                throw GatewayException.unsupported("messages", "messages: system messages must be text for this model");
            }
        }
        return system.isEmpty() ? Optional.empty() : Optional.of(plainest(system));
    }

    private static JsonNode plainest(ArrayNode blocks) {
        JsonNode first = blocks.path(0);
        return blocks.size() == 1 && isText(first) && first.size() == 2 ? first.path(TEXT) : blocks;
    }

    private static boolean isText(JsonNode block) {
        return block.path(TYPE).asString("").equals(TEXT);
    }

    /** A turn without anything to say is left out (W-CL-3). */
    ArrayNode messages(List<Message> turns) {
        ArrayNode messages = Json.nodes().arrayNode();
        for (Message turn : Turns.arrange(turns)) {
            ArrayNode content = Json.nodes().arrayNode();
            append(turn.parts(), content);
            if (!content.isEmpty()) {
                add(turn.role() == Role.ASSISTANT ? ASSISTANT : "user", content, messages);
            }
        }
        trimPrefill(messages);
        messages.forEach(message -> ((ObjectNode) message).set(CONTENT, plainest((ArrayNode) message.path(CONTENT))));
        return messages;
    }

    private static void add(String role, ArrayNode content, ArrayNode messages) {
        JsonNode last = messages.path(messages.size() - 1);
        if (last.path(ROLE).asString("").equals(role) && last.path(CONTENT) instanceof ArrayNode earlier) {
            earlier.addAll(content);
        } else {
            messages.addObject().put(ROLE, role).set(CONTENT, content);
        }
    }

    private void append(List<Part> parts, ArrayNode content) {
        parts.forEach(part -> part.accept(blocks).ifPresent(content::add));
    }

    /** A last turn of the assistant may not end in white space. */
    private static void trimPrefill(ArrayNode messages) {
        JsonNode last = messages.path(messages.size() - 1);
        JsonNode content = last.path(CONTENT);
        JsonNode block = content.path(content.size() - 1);
        if (last.path(ROLE).asString("").equals(ASSISTANT) && isText(block) && block instanceof ObjectNode text) {
            text.put(TEXT, block.path(TEXT).asString("").stripTrailing());
        }
    }

    /**
     * Whether thinking with a budget may be asked for: not if the assistant's last turn begins an answer, or called tools without
     * the thinking that led to it (T-RE-7).
     */
    static boolean bearsManualThinking(ArrayNode messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            JsonNode message = messages.path(i);
            if (message.path(ROLE).asString("").equals(ASSISTANT)) {
                return i < messages.size() - 1 && (!calls(message) || startsThinking(message));
            }
        }
        return true;
    }

    private static boolean calls(JsonNode message) {
        for (JsonNode block : message.path(CONTENT)) {
            if (block.path(TYPE).asString("").equals("tool_use")) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsThinking(JsonNode message) {
        return message.path(CONTENT).path(0).path(TYPE).asString("").endsWith("thinking");
    }
}
