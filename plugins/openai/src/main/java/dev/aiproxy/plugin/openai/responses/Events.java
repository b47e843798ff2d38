package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/** Numbers the events of a stream without a gap (W-RS-5). */
final class Events {
    private int next;

    /** An event that is sent next. */
    ObjectNode next(String type) {
        return Json.object().put("type", type).put("sequence_number", nextNumber());
    }

    int nextNumber() {
        return next++;
    }

    static void send(ObjectNode event, EventSink sink) {
        sink.event(event.path("type").asString(""), event);
    }
}
