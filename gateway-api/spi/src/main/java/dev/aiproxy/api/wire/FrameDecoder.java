package dev.aiproxy.api.wire;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Cuts one streamed body into frames. One instance serves one stream, on one thread.
 *
 * <p>However the bytes are sliced, the same frames come out. A frame that is longer than the limit the decoder was made with
 * comes out as fragments (see {@link Frame#fragment()}), so that memory stays bounded; only where those are cut depends on the
 * slices. Behind them the next frame is whole again. Bytes that make no sense never throw: they come out in some frame.
 */
public interface FrameDecoder {
    /**
     * Takes the next bytes and hands over each frame that they complete.
     *
     * @param bytes wholly consumed; not kept after the call
     * @param sink called once per frame, before this method returns
     */
    void feed(ByteBuffer bytes, Consumer<Frame> sink);

    /** The body has ended: hands over what is held, such as a last SSE event that lacks its blank line. */
    void end(Consumer<Frame> sink);
}
