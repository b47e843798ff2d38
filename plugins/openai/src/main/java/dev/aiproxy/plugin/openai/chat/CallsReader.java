package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.wire.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the tool-call deltas of one choice. Compatible servers repeat id and name on every delta, leave the index out or give
 * every call the same one, send arguments as null, as an object or not at all; numbering may start anywhere.
 */
final class CallsReader {
    /** The most characters of arguments that wait for the name of their call. */
    private static final int MAX_HELD = 1 << 20;

    private final int choice;
    private final Calls calls;
    private final List<Call> started = new ArrayList<>();
    private final Map<Integer, Call> byIndex = new HashMap<>();
    private @Nullable Call latest;

    CallsReader(int choice, Calls calls) {
        this.choice = choice;
        this.calls = calls;
    }

    void read(JsonNode delta, Consumer<ChatEvent> sink) {
        delta.path("tool_calls").forEach(call -> read(call, call.path("function"), sink));
        JsonNode function = delta.path("function_call");
        if (function.isObject()) {
            read(Json.object(), function, sink);
        }
    }

    boolean any() {
        return !started.isEmpty();
    }

    /** A call without arguments has an empty object of them. */
    void complete(Consumer<ChatEvent> sink) {
        for (Call call : started) {
            if (!call.argued) {
                sink.accept(new ChatEvent.ToolCallDelta(choice, call.number, "{}"));
            }
        }
    }

    private void read(JsonNode node, JsonNode function, Consumer<ChatEvent> sink) {
        String name = calls.name(function);
        Call call = find(node, !name.isEmpty());
        if (!name.isEmpty() && call.number < 0) {
            call.number = started.size();
            started.add(call);
            sink.accept(new ChatEvent.ToolCallStart(choice, call.number, calls.id(call.id), name));
        }
        arguments(call, function.path("arguments"), sink);
        Signature signature = Calls.signature(node);
        if (signature != null && call.number >= 0) {
            sink.accept(new ChatEvent.PartSignature(choice, call.number, signature));
        }
    }

    private void arguments(Call call, JsonNode arguments, Consumer<ChatEvent> sink) {
        if (call.held.length() < MAX_HELD) {
            call.held.append(arguments.isObject() ? Json.text(arguments) : arguments.asString(""));
        }
        if (call.number >= 0 && !call.held.isEmpty()) {
            call.argued = true;
            sink.accept(new ChatEvent.ToolCallDelta(choice, call.number, call.held.toString()));
            call.held.setLength(0);
        }
    }

    private Call find(JsonNode node, boolean named) {
        JsonNode id = node.path("id");
        JsonNode index = node.path("index");
        Call call = index.isIntegralNumber() ? byIndex.get(index.asInt(0)) : latest;
        if (call == null || (named && begins(call, id, index))) {
            call = new Call(id);
            byIndex.put(index.asInt(0), call);
        } else if (!call.id.isString()) {
            call.id = id;
        }
        latest = call;
        return call;
    }

    /** Another id begins another call; without index and id, a name after arguments does. */
    private static boolean begins(Call known, JsonNode id, JsonNode index) {
        return known.differs(id) || (index.isMissingNode() && !id.isString() && known.argued);
    }

    /** One call of the upstream's answer; its number is negative until its name is known. */
    private static final class Call {
        private JsonNode id;
        private int number = -1;
        private boolean argued;
        private final StringBuilder held = new StringBuilder();

        Call(JsonNode id) {
            this.id = id;
        }

        boolean differs(JsonNode other) {
            return id.isString() && other.isString() && !other.asString().isEmpty() && !id.equals(other);
        }
    }
}
