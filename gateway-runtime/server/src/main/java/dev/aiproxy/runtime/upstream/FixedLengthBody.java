package dev.aiproxy.runtime.upstream;

import java.nio.ByteBuffer;

/** A body of a known number of bytes. */
final class FixedLengthBody implements BodyFraming {
    private long remaining;

    FixedLengthBody(long length) {
        this.remaining = length;
    }

    @Override
    public int next(ByteBuffer in) {
        int count = (int) Math.min(remaining, in.remaining());
        remaining -= count;
        return count;
    }

    @Override
    public boolean ended() {
        return remaining == 0;
    }
}
