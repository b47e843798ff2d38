package dev.aiproxy.runtime.upstream;

import dev.aiproxy.api.wire.ResponseHead;
import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A response body out of what the connection carries: framing, then compression. */
final class BodyReader implements AutoCloseable {
    private final BodyFraming framing;
    private final @Nullable ContentDecoder decoder;
    private final ByteBufferPool buffers;

    BodyReader(ResponseHead head, boolean answersHead, ByteBufferPool buffers) throws InvalidAnswerException {
        this.framing = BodyFraming.of(head, answersHead);
        this.decoder = framing.ended()
                ? null
                : ContentDecoder.of(String.join(",", head.headers().all("content-encoding")));
        this.buffers = buffers;
    }

    /** The head as it fits the body that is delivered. */
    ResponseHead describe(ResponseHead head) {
        if (decoder == null) {
            return head;
        }
        return new ResponseHead(
                head.status(),
                head.headers().toBuilder()
                        .remove("content-encoding")
                        .remove("content-length")
                        .build());
    }

    /** Delivers at most one piece; false if more input is needed or the body has ended. */
    boolean deliver(ByteBuffer in, Consumer<ByteBuffer> sink) throws InvalidAnswerException {
        if (decoder != null && !decoder.hungry()) {
            inflate(decoder, sink);
            return true;
        }
        int count = framing.next(in);
        if (count == 0) {
            return false;
        }
        int end = in.position() + count;
        if (decoder == null) {
            int limit = in.limit();
            in.limit(end);
            sink.accept(in);
            in.limit(limit);
        } else {
            decoder.feed(in.slice(in.position(), count));
        }
        in.position(end);
        return true;
    }

    /** Whether input that was taken still stands in its buffer, because its output was not. */
    boolean holdsInput() {
        return decoder != null && !decoder.hungry();
    }

    /** Whether everything has been delivered. */
    boolean ended() throws InvalidAnswerException {
        if (!framing.ended() || holdsInput()) {
            return false;
        }
        checkWhole();
        return true;
    }

    boolean endsWithConnection() {
        return framing.endsWithConnection();
    }

    void checkWhole() throws InvalidAnswerException {
        if (decoder != null) {
            decoder.end();
        }
    }

    @Override
    public void close() {
        if (decoder != null) {
            decoder.close();
        }
    }

    private void inflate(ContentDecoder compressed, Consumer<ByteBuffer> sink) throws InvalidAnswerException {
        try (PooledByteBuffer pooled = buffers.allocate()) {
            ByteBuffer out = pooled.getBuffer();
            out.clear();
            compressed.produce(out);
            out.flip();
            if (out.hasRemaining()) {
                sink.accept(out);
            }
        }
    }
}
