package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.translate.EventSink;
import tools.jackson.databind.node.ObjectNode;

/** One item of a streamed answer, from {@code output_item.added} to {@code output_item.done} (W-RS-6). Its id never changes. */
abstract class OutputItem {
    static final String TYPE = "type";
    static final String STATUS = "status";
    static final String COMPLETED = "completed";
    static final String INCOMPLETE = "incomplete";
    static final String IN_PROGRESS = "in_progress";

    private final Events events;
    private final int index;
    private final String id;

    OutputItem(Events events, int index, String id) {
        this.events = events;
        this.index = index;
        this.id = id;
    }

    final int index() {
        return index;
    }

    final String id() {
        return id;
    }

    /** Announces the item. */
    final void open(EventSink sink) {
        ObjectNode event = events.next("response.output_item.added").put("output_index", index);
        event.set("item", begun());
        Events.send(event, sink);
    }

    /** Completes the item and returns it as it stands in the whole answer. */
    final ObjectNode close(String status, EventSink sink) {
        complete(sink);
        ObjectNode item = finished(status);
        ObjectNode event = events.next("response.output_item.done").put("output_index", index);
        event.set("item", item);
        Events.send(event, sink);
        return item;
    }

    /** An event about this item. */
    final ObjectNode event(String type) {
        return events.next(type).put("item_id", id).put("output_index", index);
    }

    /** Whether nothing of the item is missing, as far as can be told. */
    boolean isWhole() {
        return false;
    }

    /** The item without content. */
    abstract ObjectNode begun();

    /** Sends what completes its content. */
    abstract void complete(EventSink sink);

    /** The item with its content. */
    abstract ObjectNode finished(String status);
}
