package dev.aiproxy.api.translate;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.wire.Frame;
import java.util.function.Consumer;

/** Turns an upstream's frames into events, keeping the grammar of {@link ChatEvent}. Serves one stream, on one thread. */
public interface StreamReader {
    /** Reads one frame; unknown ones yield nothing. The frame's buffers are valid during the call only. */
    void read(Frame frame, Consumer<ChatEvent> sink);

    /**
     * The upstream's body has ended cleanly. Yields what is still owed: {@link ChatEvent.End} if the stream was complete,
     * {@link ChatEvent.Failed} if its terminal event is missing; nothing if the last event was already given.
     */
    void end(Consumer<ChatEvent> sink);
}
