package dev.aiproxy.api.wire;

import org.jspecify.annotations.Nullable;

/**
 * Frames payloads for a client. One instance serves one stream, on one thread. A payload never holds a line break outside a JSON
 * string, as written JSON does not.
 */
public interface FrameEncoder {
    /** What stands before a payload; {@code event} may be null or be ignored by framings that name no events. */
    byte[] before(@Nullable String event);

    /** What stands behind a payload. */
    byte[] after();

    /** What ends the body after the last payload; called once, also when there was none. */
    byte[] close();

    /** Bytes that mean nothing to a client of this framing, sent to keep a silent connection open. */
    byte[] keepAlive();
}
