package dev.aiproxy.runtime.dispatch;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Collects a body up to a limit. */
final class BodyBuffer {
    private final int limit;
    private byte[] bytes = new byte[0];
    private int size;

    BodyBuffer(int limit) {
        this.limit = limit;
    }

    /** Takes the bytes, or nothing at all if they do not fit below the limit. */
    boolean append(ByteBuffer more) {
        int length = more.remaining();
        if (length > limit - size) {
            return false;
        }
        if (bytes.length - size < length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + length, Math.min(limit, Math.max(2048, bytes.length * 2))));
        }
        more.get(bytes, size, length);
        size += length;
        return true;
    }

    int size() {
        return size;
    }

    ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    void clear() {
        bytes = new byte[0];
        size = 0;
    }
}
