package dev.aiproxy.testkit.http;

import java.util.Arrays;
import java.util.function.LongFunction;

/** The body bytes of one reply being written, piece by piece. Used by one thread. */
interface BodyFeed {

    /** The next bytes, at most {@code max}; empty at the end. */
    byte[] next(int max);

    static BodyFeed of(byte[] bytes) {
        return new Fixed(bytes);
    }

    static BodyFeed endless(LongFunction<byte[]> pieces) {
        return new Endless(pieces);
    }

    final class Fixed implements BodyFeed {
        private final byte[] bytes;
        private int at;

        private Fixed(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public byte[] next(int max) {
            int end = (int) Math.min(bytes.length, (long) at + max);
            byte[] piece = Arrays.copyOfRange(bytes, at, end);
            at = end;
            return piece;
        }
    }

    final class Endless implements BodyFeed {
        private final LongFunction<byte[]> pieces;
        private long index;
        private BodyFeed current = of(new byte[0]);

        private Endless(LongFunction<byte[]> pieces) {
            this.pieces = pieces;
        }

        @Override
        public byte[] next(int max) {
            byte[] piece = current.next(max);
            if (piece.length > 0) {
                return piece;
            }
            current = of(pieces.apply(index++));
            return current.next(max);
        }
    }
}
