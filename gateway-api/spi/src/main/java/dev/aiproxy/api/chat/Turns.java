package dev.aiproxy.api.chat;

import dev.aiproxy.api.error.GatewayException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The order that formats with paired calls and results demand: each assistant message with calls is directly followed by their
 * results (W-CH-9, W-CL-2, W-GE-2). Pure.
 */
public final class Turns {
    private Turns() {}

    /**
     * The turns with every result behind its call, in the order of the calls.
     *
     * @throws GatewayException if a call has no result, or a result no call
     */
    public static List<Message> arrange(List<Message> messages) {
        List<Message> arranged = new ArrayList<>(messages.size());
        int resultSlot = -1;
        for (Message message : messages) {
            if (message.role() == Role.TOOL && resultSlot >= 0) {
                arranged.add(resultSlot++, message);
            } else if (message.role() == Role.ASSISTANT) {
                addAssistant(arranged, message);
                resultSlot = arranged.size();
            } else {
                arranged.add(message);
            }
        }
        List<Message> ordered = Conversations.orderResults(arranged);
        requirePairs(ordered);
        return ordered;
    }

    /** Calls that were split over neighbouring messages belong together. */
    private static void addAssistant(List<Message> arranged, Message message) {
        int last = arranged.size() - 1;
        boolean continues = last >= 0 && !callIds(arranged.get(last)).isEmpty();
        if (!continues) {
            arranged.add(message);
            return;
        }
        List<Part> parts = new ArrayList<>(arranged.get(last).parts());
        parts.addAll(message.parts());
        arranged.set(last, new Message(Role.ASSISTANT, parts, message.name()));
    }

    private static void requirePairs(List<Message> messages) {
        Set<String> open = new HashSet<>();
        for (Message message : messages) {
            if (message.role() == Role.TOOL) {
                close(message, open);
            } else {
                requireNone(open);
                open.addAll(callIds(message));
            }
        }
        requireNone(open);
    }

    private static void close(Message results, Set<String> open) {
        for (Part part : results.parts()) {
            if (part instanceof Part.ToolResult result && !open.remove(result.callId())) {
                throw GatewayException.invalid(
                        "messages", "messages: there is a result for a tool call that does not stand before it");
            }
        }
    }

    private static void requireNone(Set<String> open) {
        if (!open.isEmpty()) {
            throw GatewayException.invalid("messages", "messages: a tool call is not directly followed by its result");
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
