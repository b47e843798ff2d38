package dev.aiproxy.plugin.ollama.chat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.wire.Json;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;

/** Tool calls whose arguments still come: a line holds whole calls only. */
final class PendingCalls {
    private final Map<Integer, Pending> calls = new TreeMap<>();

    private record Pending(String id, String name, StringBuilder arguments) {}

    void start(ChatEvent.ToolCallStart call) {
        calls.put(call.call(), new Pending(call.id(), call.name(), new StringBuilder()));
    }

    void append(ChatEvent.ToolCallDelta delta) {
        Pending call = calls.get(delta.call());
        if (call != null) {
            call.arguments().append(delta.arguments());
        }
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    ArrayNode take() {
        ArrayNode taken = Json.nodes().arrayNode();
        calls.values()
                .forEach(call -> taken.add(
                        Calls.write(call.id(), call.name(), call.arguments().toString())));
        calls.clear();
        return taken;
    }
}
