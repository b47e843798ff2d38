package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.Conversations;
import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.error.GatewayException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The order that the format demands: a turn with calls is directly followed by one turn with as many responses (W-GE-2). Google
 * also accepts that none of a turn's calls is ever answered (Q-KG-8).
 */
final class Turns {
    private Turns() {}

    static List<Message> arrange(List<Message> messages) {
        List<Message> arranged = new ArrayList<>(messages.size());
        int resultSlot = -1;
        for (Message message : messages) {
            if (message.role() == Role.TOOL && resultSlot >= 0) {
                arranged.add(resultSlot++, message);
            } else {
                arranged.add(message);
                resultSlot = message.role() == Role.ASSISTANT ? arranged.size() : resultSlot;
            }
        }
        List<Message> ordered = Conversations.orderResults(mergedAssistants(arranged));
        requirePairs(ordered);
        return ordered;
    }

    /** Neighbouring turns of the model are one turn: their calls belong to one batch. */
    private static List<Message> mergedAssistants(List<Message> messages) {
        List<Message> merged = new ArrayList<>(messages.size());
        for (Message message : messages) {
            int last = merged.size() - 1;
            boolean continues = last >= 0
                    && message.role() == Role.ASSISTANT
                    && merged.get(last).role() == Role.ASSISTANT;
            if (continues) {
                merged.set(
                        last,
                        Conversations.merge(List.of(merged.get(last), message)).get(0));
            } else {
                merged.add(message);
            }
        }
        return merged;
    }

    private static void requirePairs(List<Message> messages) {
        Set<String> open = new HashSet<>();
        for (Message message : messages) {
            if (message.role() == Role.TOOL) {
                close(message, open);
            } else {
                open.clear();
                open.addAll(callIds(message));
            }
        }
    }

    private static void close(Message results, Set<String> open) {
        for (Part part : results.parts()) {
            if (part instanceof Part.ToolResult result && !open.remove(result.callId())) {
                throw GatewayException.invalid(
                        "messages", "messages: there is a result for a tool call that does not stand before it");
            }
        }
        if (!open.isEmpty()) {
            throw GatewayException.invalid("messages", "messages: some calls of a turn have results, others have none");
        }
    }

    private static List<String> callIds(Message message) {
        List<String> ids = new ArrayList<>();
        for (Part part : message.parts()) {
            if (part instanceof Part.ToolCall call) {
                ids.add(call.id());
            }
        }
        return ids;
    }
}
