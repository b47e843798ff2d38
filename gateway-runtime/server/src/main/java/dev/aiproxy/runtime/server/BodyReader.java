package dev.aiproxy.runtime.server;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.xnio.channels.StreamSourceChannel;

/** Reads a request body whole, without blocking and up to a limit; into one array of the announced length if there is one. */
final class BodyReader {
    private static final int FIRST_CAPACITY = 4096;

    private final HttpServerExchange exchange;
    private final int limit;
    private final Callback callback;
    private byte[] bytes;
    private int size;

    /** Called once, on the exchange's IO thread. */
    interface Callback {
        /** The body is complete: {@code length} bytes of the array. */
        void complete(byte[] bytes, int length);

        /** The body is longer than the limit; the rest was not read. */
        void tooLarge();

        /** The client left, or broke HTTP. */
        void failed(IOException reason);
    }

    BodyReader(HttpServerExchange exchange, int limit, Callback callback) {
        this.exchange = exchange;
        this.limit = limit;
        this.callback = callback;
        long announced = exchange.getRequestContentLength();
        this.bytes = new byte[announced < 0 ? FIRST_CAPACITY : (int) Math.min(announced, limit)];
    }

    void start() {
        if (exchange.getRequestContentLength() > limit) {
            callback.tooLarge();
            return;
        }
        if (exchange.isRequestComplete()) {
            callback.complete(bytes, 0);
            return;
        }
        StreamSourceChannel channel = exchange.getRequestChannel();
        if (!readAll(channel)) {
            channel.getReadSetter().set(this::readAll);
            channel.resumeReads();
        }
    }

    /** Reads what is there; true if the callback has been called. */
    private boolean readAll(StreamSourceChannel channel) {
        try (PooledByteBuffer pooled =
                exchange.getConnection().getByteBufferPool().allocate()) {
            while (true) {
                ByteBuffer buffer = pooled.getBuffer();
                buffer.clear();
                int count = channel.read(buffer);
                if (count == 0) {
                    return false;
                }
                if (count < 0) {
                    channel.suspendReads();
                    callback.complete(bytes, size);
                    return true;
                }
                buffer.flip();
                if (!append(buffer)) {
                    channel.suspendReads();
                    callback.tooLarge();
                    return true;
                }
            }
        } catch (IOException broken) {
            channel.suspendReads();
            callback.failed(broken);
            return true;
        }
    }

    private boolean append(ByteBuffer buffer) {
        int length = buffer.remaining();
        if (length > limit - size) {
            return false;
        }
        if (bytes.length - size < length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(size + length, bytes.length * 2L)));
        }
        buffer.get(bytes, size, length);
        size += length;
        return true;
    }
}
