package dev.aiproxy.runtime.server;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;

/** Reads a request body whole, without blocking and up to a limit; into one array of the announced length if there is one. */
final class BodyReader {
    private static final int FIRST_CAPACITY = 4096;
    private static final byte[] NOTHING = new byte[0];

    private final HttpServerExchange exchange;
    private final int limit;
    private final long patienceNanos;
    private final Callback callback;
    private byte[] bytes;
    private int size;
    private boolean done;
    private long lastReadNanos = System.nanoTime();
    private XnioExecutor.@Nullable Key alarm;

    /** Called once, on the exchange's IO thread. */
    interface Callback {
        /** The body is complete: {@code length} bytes of the array. */
        void complete(byte[] bytes, int length);

        /** The body is longer than the limit; the rest was not read. */
        void tooLarge();

        /** The client has been silent for too long. */
        void timedOut();

        /** The client left, or broke HTTP. */
        void failed(IOException reason);
    }

    /** @param patience how long the client may be silent */
    BodyReader(HttpServerExchange exchange, int limit, Duration patience, Callback callback) {
        this.exchange = exchange;
        this.limit = limit;
        this.patienceNanos = patience.toNanos();
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
        Http2Exchange http2 = Http2Exchange.of(exchange);
        if (http2 != null) {
            http2.onLeaving(() -> left(channel));
        }
        if (!readAll(channel)) {
            channel.getReadSetter().set(this::readAll);
            channel.resumeReads();
            wake(channel, patienceNanos);
        }
    }

    private void wake(StreamSourceChannel channel, long nanos) {
        alarm = exchange.getIoThread().executeAfter(() -> awake(channel), nanos, TimeUnit.NANOSECONDS);
    }

    private void awake(StreamSourceChannel channel) {
        long left = patienceNanos - (System.nanoTime() - lastReadNanos);
        if (left > 0) {
            wake(channel, left);
        } else {
            over(channel);
            callback.timedOut();
        }
    }

    private void left(StreamSourceChannel channel) {
        if (!done) {
            over(channel);
            callback.failed(new ClosedChannelException());
        }
    }

    private void over(StreamSourceChannel channel) {
        done = true;
        channel.suspendReads();
        if (alarm != null) {
            alarm.remove();
        }
    }

    /** Reads what is there; true if the callback has been called. */
    private boolean readAll(StreamSourceChannel channel) {
        if (done) {
            return true;
        }
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
                    over(channel);
                    complete();
                    return true;
                }
                lastReadNanos = System.nanoTime();
                buffer.flip();
                if (!append(buffer)) {
                    over(channel);
                    callback.tooLarge();
                    return true;
                }
            }
        } catch (IOException broken) {
            over(channel);
            callback.failed(broken);
            return true;
        }
    }

    /** The channel knows this reader for as long as the exchange lasts, which is no reason to keep the body. */
    private void complete() {
        byte[] whole = bytes;
        bytes = NOTHING;
        callback.complete(whole, size);
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
