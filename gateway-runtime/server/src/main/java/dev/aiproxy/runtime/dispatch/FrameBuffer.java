package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.wire.FrameEncoder;
import dev.aiproxy.api.wire.Json;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Collects a client's bytes between two flushes. One per attempt; holds nothing while the stream is silent. */
final class FrameBuffer extends OutputStream implements EventSink {
    private static final int KEPT_CAPACITY = 16 * 1024;
    private static final byte[] NOTHING = new byte[0];

    private final FrameEncoder encoder;
    private byte[] bytes = NOTHING;
    private int size;

    FrameBuffer(FrameEncoder encoder) {
        this.encoder = encoder;
    }

    @Override
    public void event(@Nullable String event, JsonNode data) {
        append(encoder.before(event));
        Json.write(data, this);
        append(encoder.after());
    }

    @Override
    public void text(String data) {
        append(encoder.before(null));
        append(data.getBytes(StandardCharsets.UTF_8));
        append(encoder.after());
    }

    /** A payload that is already rendered. */
    void payload(@Nullable String event, ByteBuffer data) {
        append(encoder.before(event));
        raw(data);
        append(encoder.after());
    }

    /** Bytes that are already framed. */
    void raw(ByteBuffer data) {
        int length = data.remaining();
        reserve(length);
        data.duplicate().get(bytes, size, length);
        size += length;
    }

    /** Bytes that mean nothing, to keep the connection open. */
    void keepAlive() {
        append(encoder.keepAlive());
    }

    /** What ends the body. */
    void finishBody() {
        append(encoder.close());
    }

    int size() {
        return size;
    }

    /** Hands everything collected to the client and starts anew. */
    void flushTo(ClientStream client) {
        if (size > 0) {
            try {
                client.write(ByteBuffer.wrap(bytes, 0, size));
            } finally {
                clear();
            }
        }
    }

    void clear() {
        size = 0;
        if (bytes.length > KEPT_CAPACITY) {
            bytes = NOTHING;
        }
    }

    @Override
    public void write(int b) {
        reserve(1);
        bytes[size++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        reserve(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    private void append(byte[] source) {
        write(source, 0, source.length);
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.max(512, bytes.length * 2), size + more));
        }
    }
}
