package dev.aiproxy.api.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One piece of an upstream's streamed body as its framing delimits it: an SSE event, an NDJSON line, an element of a JSON array.
 *
 * <p>Both buffers may share memory with the network buffer: they are valid only until the call that hands the frame over returns.
 *
 * @param event the name of the event, null where the framing has none or it was not given
 * @param data the payload; of an SSE event its data lines joined by line feeds, or the JSON object that stands there
 *     bare. Empty if there is none (a comment)
 * @param raw the very bytes received, delimiters and comments included; concatenated over a stream they are its body
 * @param fragment true for a slice of an event that is longer than the decoder may hold: {@code data} is empty, only
 *     {@code raw} means something
 */
public record Frame(@Nullable String event, ByteBuffer data, ByteBuffer raw, boolean fragment) {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    /** A whole frame. */
    public static Frame of(@Nullable String event, ByteBuffer data, ByteBuffer raw) {
        return new Frame(event, data, raw, false);
    }

    /** A slice of a frame that is too long to be held. */
    public static Frame fragment(ByteBuffer raw) {
        return new Frame(null, NOTHING, raw, true);
    }

    /** The payload as text; a copy. */
    public String text() {
        return StandardCharsets.UTF_8.decode(data.duplicate()).toString();
    }
}
