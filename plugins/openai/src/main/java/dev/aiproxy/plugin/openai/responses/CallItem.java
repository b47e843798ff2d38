package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A call of a function. */
class CallItem extends OutputItem {
    private final String callId;
    private final String name;
    private final StringBuilder arguments = new StringBuilder();
    private @Nullable Signature signature;

    CallItem(Events events, int index, String id, ChatEvent.ToolCallStart start) {
        super(events, index, id);
        this.callId = start.id();
        this.name = start.name();
    }

    final void sign(Signature seal) {
        signature = seal;
    }

    final @Nullable Signature signature() {
        return signature;
    }

    final String name() {
        return name;
    }

    final String callId() {
        return callId;
    }

    final String arguments() {
        return arguments.isEmpty() ? "{}" : arguments.toString();
    }

    final void append(String fragment, EventSink sink) {
        if (!fragment.isEmpty()) {
            arguments.append(fragment);
            sendDelta(fragment, sink);
        }
    }

    void sendDelta(String fragment, EventSink sink) {
        Events.send(event("response.function_call_arguments.delta").put("delta", fragment), sink);
    }

    @Override
    final boolean isWhole() {
        try {
            return Json.parse(arguments.toString()).isObject();
        } catch (GatewayException incomplete) {
            return false;
        }
    }

    @Override
    ObjectNode begun() {
        return item(IN_PROGRESS, "");
    }

    /** A call without arguments has an empty object of them. */
    @Override
    void complete(EventSink sink) {
        if (arguments.isEmpty()) {
            append("{}", sink);
        }
        Events.send(
                event("response.function_call_arguments.done").put("name", name).put("arguments", arguments()), sink);
    }

    @Override
    ObjectNode finished(String status) {
        return item(status, arguments());
    }

    private ObjectNode item(String status, String json) {
        return Json.object()
                .put("id", id())
                .put(TYPE, "function_call")
                .put(STATUS, status)
                .put("call_id", callId)
                .put("name", name)
                .put("arguments", json);
    }
}
