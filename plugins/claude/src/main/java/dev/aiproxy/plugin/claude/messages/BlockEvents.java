package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.wire.Json;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the events of content blocks, numbered from 0, one open at a time (W-CL-7, W-CL-8). */
final class BlockEvents {
    private static final String TYPE = "type";
    private static final String INDEX = "index";

    private int index;

    void start(JsonNode block, EventSink sink) {
        write("content_block_start", event -> event.set("content_block", block), sink);
    }

    void delta(String type, String member, String text, EventSink sink) {
        delta(type, member, Json.nodes().stringNode(text), sink);
    }

    void delta(String type, String member, JsonNode value, EventSink sink) {
        ObjectNode delta = Json.object().put(TYPE, type);
        delta.set(member, value);
        write("content_block_delta", event -> event.set("delta", delta), sink);
    }

    void stop(EventSink sink) {
        write("content_block_stop", event -> {}, sink);
        index++;
    }

    private void write(String type, Consumer<ObjectNode> filling, EventSink sink) {
        ObjectNode event = Json.object().put(TYPE, type).put(INDEX, index);
        filling.accept(event);
        sink.event(type, event);
    }
}
