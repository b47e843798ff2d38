package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.translate.RequestFacts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The chunk object of a stream, used again for each chunk: id, created and model never change (W-CH-3). */
final class Chunk {
    private static final String FINISH_REASON = "finish_reason";

    private final ObjectNode chunk;
    private final ObjectNode choice;
    private final ObjectNode delta;

    Chunk(RequestFacts facts, ChatEvent.Start start) {
        chunk = ResponseWriter.head(facts, "chat.completion.chunk", start.id(), start.model(), start.created());
        choice = chunk.putArray("choices").addObject().put("index", 0);
        delta = choice.putObject("delta");
        choice.putNull(FINISH_REASON);
    }

    /** The delta, empty, to be filled and written. */
    ObjectNode delta() {
        return delta.removeAll();
    }

    void write(int index, EventSink sink) {
        choice.put("index", index);
        sink.event(null, chunk);
    }

    void writeFinish(int index, @Nullable String reason, EventSink sink) {
        delta.removeAll();
        choice.put(FINISH_REASON, reason);
        write(index, sink);
        choice.putNull(FINISH_REASON);
    }

    /** The last chunk, which has usage and no choices (W-CH-6). */
    void writeUsage(Usage usage, EventSink sink) {
        chunk.putArray("choices");
        chunk.set("usage", UsageWire.write(usage));
        sink.event(null, chunk);
    }
}
