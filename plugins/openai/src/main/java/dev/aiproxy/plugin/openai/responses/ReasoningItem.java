package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Thinking, or a seal alone. */
final class ReasoningItem extends OutputItem {
    private static final String SUMMARY = "summary_text";

    private final StringBuilder text = new StringBuilder();
    private @Nullable String encryptedContent;
    private boolean ended;

    ReasoningItem(Events events, int index, String id) {
        super(events, index, id);
    }

    void seal(EncryptedContent.Kind kind, Signature signature) {
        encryptedContent = EncryptedContent.write(kind, signature);
        ended = true;
    }

    /** No more text belongs to it; a signature may. */
    void end() {
        ended = true;
    }

    boolean isEnded() {
        return ended;
    }

    boolean isSealed() {
        return encryptedContent != null;
    }

    void text(String delta, EventSink sink) {
        if (delta.isEmpty()) {
            return;
        }
        if (text.isEmpty()) {
            ObjectNode event = summaryEvent("response.reasoning_summary_part.added");
            event.set("part", part());
            Events.send(event, sink);
        }
        text.append(delta);
        Events.send(summaryEvent("response.reasoning_summary_text.delta").put("delta", delta), sink);
    }

    private ObjectNode summaryEvent(String type) {
        return event(type).put("summary_index", 0);
    }

    private ObjectNode part() {
        return Json.object().put(TYPE, SUMMARY).put("text", text.toString());
    }

    @Override
    ObjectNode begun() {
        ObjectNode item = Json.object().put("id", id()).put(TYPE, "reasoning");
        item.putArray("summary");
        return item;
    }

    @Override
    void complete(EventSink sink) {
        if (text.isEmpty()) {
            return;
        }
        Events.send(summaryEvent("response.reasoning_summary_text.done").put("text", text.toString()), sink);
        ObjectNode event = summaryEvent("response.reasoning_summary_part.done");
        event.set("part", part());
        Events.send(event, sink);
    }

    @Override
    ObjectNode finished(String status) {
        ObjectNode item = Json.object().put("id", id()).put(TYPE, "reasoning");
        ArrayNode summary = item.putArray("summary");
        if (!text.isEmpty()) {
            summary.add(part());
        }
        return encryptedContent == null ? item : item.put("encrypted_content", encryptedContent);
    }
}
