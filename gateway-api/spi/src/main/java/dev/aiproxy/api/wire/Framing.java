package dev.aiproxy.api.wire;

/**
 * How a streamed body is cut into frames. Built in are {@link #sse()}, {@link #ndjson()} and {@link #jsonArray()}; a plugin may
 * bring its own, binary ones included. Instances are stateless; decoders and encoders serve one stream each.
 */
public interface Framing {
    /**
     * A decoder for one body.
     *
     * @param maxFrameBytes the most that it may hold of one frame, in bytes
     */
    FrameDecoder decoder(int maxFrameBytes);

    /** An encoder for one body. */
    FrameEncoder encoder();

    /** The content type of a body framed like this. */
    String contentType();

    /** Server-sent events, as the WHATWG HTML standard §9.2 defines them. */
    static Framing sse() {
        return SseFraming.INSTANCE;
    }

    /** One JSON document per line. */
    static Framing ndjson() {
        return NdjsonFraming.INSTANCE;
    }

    /** One JSON array, its elements the frames; what Gemini streams without {@code alt=sse}. */
    static Framing jsonArray() {
        return JsonArrayFraming.INSTANCE;
    }
}
