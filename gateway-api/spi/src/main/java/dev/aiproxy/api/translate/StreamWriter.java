package dev.aiproxy.api.translate;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.error.GatewayError;

/** Turns events into a client's frames. Serves one stream, on one thread. */
public interface StreamWriter {
    /**
     * Writes what the event means in this format; possibly nothing, possibly several frames. {@link ChatEvent.End} writes the
     * format's normal terminator; {@link ChatEvent.Failed} never arrives here (see {@link #fail}).
     */
    void write(ChatEvent event, EventSink sink);

    /** Ends the stream with the format's own error event and no normal terminator. Nothing is written after it. */
    void fail(GatewayError error, EventSink sink);

    /**
     * Writes the format's own sign of life, if it has one.
     *
     * @return false if it has none, in which case the framing's is used
     */
    default boolean keepAlive(EventSink sink) {
        return false;
    }
}
