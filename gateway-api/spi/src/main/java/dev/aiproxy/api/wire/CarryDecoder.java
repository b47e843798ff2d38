package dev.aiproxy.api.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts a body into blocks without copying those that lie whole in the fed bytes. What a subclass adds is where a block ends and
 * what is its payload.
 */
abstract class CarryDecoder implements FrameDecoder {
    private static final byte[] NONE = new byte[0];
    private static final int INITIAL = 1024;
    private static final int WORTH_KEEPING = 64 * 1024;
    private static final int SCRATCH = 16 * 1024;

    private final int maxFrameBytes;
    private byte[] held = NONE;
    private int heldLength;
    private byte[] scratch = NONE;
    private boolean fragmenting;

    CarryDecoder(int maxFrameBytes) {
        if (maxFrameBytes < 1) {
            throw new IllegalArgumentException("a frame must be allowed a byte");
        }
        this.maxFrameBytes = maxFrameBytes;
    }

    /**
     * Looks for the end of the current block.
     *
     * @param before how many bytes of the block came before {@code from}
     * @return the index behind the block, at which scanning goes on; −1 if the block does not end here
     */
    abstract int scan(byte[] bytes, int from, int to, int before);

    /** Hands over a block that {@link #scan} delimited, or the last one, which may be incomplete. */
    abstract void cut(byte[] bytes, int from, int to, Consumer<Frame> sink);

    @Override
    public final void feed(ByteBuffer bytes, Consumer<Frame> sink) {
        if (bytes.hasArray()) {
            int from = bytes.arrayOffset() + bytes.position();
            feed(bytes.array(), from, from + bytes.remaining(), sink);
            bytes.position(bytes.limit());
            return;
        }
        if (scratch.length == 0) {
            scratch = new byte[Math.max(1, Math.min(SCRATCH, bytes.remaining()))];
        }
        while (bytes.hasRemaining()) {
            int length = Math.min(scratch.length, bytes.remaining());
            bytes.get(scratch, 0, length);
            feed(scratch, 0, length, sink);
        }
    }

    @Override
    public final void end(Consumer<Frame> sink) {
        int length = heldLength;
        heldLength = 0;
        if (length > 0) {
            cut(held, 0, length, sink);
        }
        held = NONE;
        scratch = NONE;
    }

    private void feed(byte[] bytes, int from, int to, Consumer<Frame> sink) {
        int start = from;
        while (start < to) {
            int end = scan(bytes, start, to, heldLength);
            if (end < 0) {
                hold(bytes, start, to, sink);
                return;
            }
            complete(bytes, start, end, sink);
            start = end;
        }
    }

    private void complete(byte[] bytes, int from, int to, Consumer<Frame> sink) {
        if (isTooLong(to - from)) {
            fragments(bytes, from, to, sink);
            fragmenting = false;
        } else if (heldLength == 0) {
            cut(bytes, from, to, sink);
        } else {
            append(bytes, from, to);
            int length = heldLength;
            heldLength = 0;
            cut(held, 0, length, sink);
        }
        if (held.length > WORTH_KEEPING) {
            held = NONE;
        }
    }

    private void hold(byte[] bytes, int from, int to, Consumer<Frame> sink) {
        if (isTooLong(to - from)) {
            fragments(bytes, from, to, sink);
            fragmenting = true;
        } else {
            append(bytes, from, to);
        }
    }

    private boolean isTooLong(int more) {
        return fragmenting || more > maxFrameBytes - heldLength;
    }

    private void fragments(byte[] bytes, int from, int to, Consumer<Frame> sink) {
        if (heldLength > 0) {
            int length = heldLength;
            heldLength = 0;
            sink.accept(Frame.fragment(slice(held, 0, length)));
        }
        if (to > from) {
            sink.accept(Frame.fragment(slice(bytes, from, to)));
        }
    }

    private void append(byte[] bytes, int from, int to) {
        int length = to - from;
        if (held.length - heldLength < length) {
            long wanted = Math.max(Math.max(INITIAL, 2L * held.length), (long) heldLength + length);
            held = Arrays.copyOf(held, (int) Math.min(wanted, Math.max(maxFrameBytes, INITIAL)));
        }
        System.arraycopy(bytes, from, held, heldLength, length);
        heldLength += length;
    }

    static ByteBuffer slice(byte[] bytes, int from, int to) {
        return ByteBuffer.wrap(bytes, from, to - from).slice();
    }
}
