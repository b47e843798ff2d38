package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/** A call of a custom tool; its text is sent when the arguments that hold it are complete. */
final class CustomCallItem extends CallItem {
    CustomCallItem(Events events, int index, String id, ChatEvent.ToolCallStart start) {
        super(events, index, id, start);
    }

    @Override
    void sendDelta(String fragment, EventSink sink) {
        // see complete
    }

    @Override
    ObjectNode begun() {
        return item(IN_PROGRESS, "");
    }

    @Override
    void complete(EventSink sink) {
        String text = CustomTools.text(arguments());
        if (!text.isEmpty()) {
            Events.send(event("response.custom_tool_call_input.delta").put("delta", text), sink);
        }
        Events.send(event("response.custom_tool_call_input.done").put("input", text), sink);
    }

    @Override
    ObjectNode finished(String status) {
        return item(status, CustomTools.text(arguments()));
    }

    private ObjectNode item(String status, String text) {
        return Json.object()
                .put("id", id())
                .put(TYPE, "custom_tool_call")
                .put(STATUS, status)
                .put("call_id", callId())
                .put("name", name())
                .put("input", text);
    }
}
