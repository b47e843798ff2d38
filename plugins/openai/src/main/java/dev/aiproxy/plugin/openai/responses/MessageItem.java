package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.wire.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Visible text and refusals. */
final class MessageItem extends OutputItem {
    private static final String CONTENT_INDEX = "content_index";
    private static final String ANNOTATIONS = "annotations";

    private final ArrayNode content = Json.nodes().arrayNode();
    private final StringBuilder text = new StringBuilder();
    private ArrayNode annotations = Json.nodes().arrayNode();
    private Kind open = Kind.NOTHING;

    MessageItem(Events events, int index, String id) {
        super(events, index, id);
    }

    /** The parts of a message. */
    private enum Kind {
        NOTHING("", ""),
        TEXT("output_text", "text"),
        REFUSAL("refusal", "refusal");

        private final String type;
        private final String member;

        Kind(String type, String member) {
            this.type = type;
            this.member = member;
        }
    }

    @Override
    ObjectNode begun() {
        return item(IN_PROGRESS, Json.nodes().arrayNode());
    }

    private ObjectNode item(String status, ArrayNode parts) {
        ObjectNode item = Json.object()
                .put("id", id())
                .put(TYPE, "message")
                .put(STATUS, status)
                .put("role", "assistant");
        return item.set("content", parts);
    }

    void text(String delta, EventSink sink) {
        begin(Kind.TEXT, sink);
        text.append(delta);
        ObjectNode event = partEvent("response.output_text.delta").put("delta", delta);
        event.putArray("logprobs");
        Events.send(event, sink);
    }

    void refusal(String delta, EventSink sink) {
        begin(Kind.REFUSAL, sink);
        text.append(delta);
        Events.send(partEvent("response.refusal.delta").put("delta", delta), sink);
    }

    void annotation(JsonNode annotation, EventSink sink) {
        begin(Kind.TEXT, sink);
        ObjectNode event =
                partEvent("response.output_text.annotation.added").put("annotation_index", annotations.size());
        event.set("annotation", annotation);
        annotations.add(annotation);
        Events.send(event, sink);
    }

    private ObjectNode partEvent(String type) {
        return event(type).put(CONTENT_INDEX, content.size());
    }

    private void begin(Kind kind, EventSink sink) {
        if (open == kind) {
            return;
        }
        complete(sink);
        open = kind;
        ObjectNode event = partEvent("response.content_part.added");
        event.set("part", part());
        Events.send(event, sink);
    }

    private ObjectNode part() {
        ObjectNode part = Json.object().put(TYPE, open.type).put(open.member, text.toString());
        if (open == Kind.TEXT) {
            part.set(ANNOTATIONS, annotations);
            part.putArray("logprobs");
        }
        return part;
    }

    @Override
    void complete(EventSink sink) {
        if (open == Kind.NOTHING) {
            return;
        }
        ObjectNode done = partEvent("response." + open.type + ".done").put(open.member, text.toString());
        if (open == Kind.TEXT) {
            done.putArray("logprobs");
        }
        Events.send(done, sink);
        ObjectNode part = part();
        ObjectNode event = partEvent("response.content_part.done");
        event.set("part", part);
        Events.send(event, sink);
        content.add(part);
        open = Kind.NOTHING;
        annotations = Json.nodes().arrayNode();
        text.setLength(0);
    }

    @Override
    ObjectNode finished(String status) {
        return item(status, content);
    }
}
