package dev.aiproxy.runtime.upstream;

import java.nio.ByteBuffer;

/** The chunked coding (RFC 9112 §7.1); extensions and trailers are read over, within bounds. */
final class ChunkedBody implements BodyFraming {
    private static final int MAX_LINE_BYTES = 8 * 1024;
    private static final int MAX_SIZE_DIGITS = 15;

    private enum Expect {
        SIZE,
        EXTENSION,
        PAYLOAD,
        PAYLOAD_END,
        TRAILER,
        NOTHING
    }

    private Expect expect = Expect.SIZE;
    private long remaining;
    private int digits;
    private int lineBytes;
    private int trailerBytes;

    @Override
    public int next(ByteBuffer in) throws InvalidAnswerException {
        while (in.hasRemaining() && expect != Expect.NOTHING) {
            if (expect == Expect.PAYLOAD) {
                return payload(in);
            }
            framing(in.get());
        }
        return 0;
    }

    @Override
    public boolean ended() {
        return expect == Expect.NOTHING;
    }

    private int payload(ByteBuffer in) {
        int count = (int) Math.min(remaining, in.remaining());
        remaining -= count;
        if (remaining == 0) {
            expect = Expect.PAYLOAD_END;
        }
        return count;
    }

    private void framing(byte b) throws InvalidAnswerException {
        switch (expect) {
            case SIZE -> size(b);
            case EXTENSION -> extension(b);
            case PAYLOAD_END -> payloadEnd(b);
            case TRAILER -> trailer(b);
            case PAYLOAD, NOTHING -> throw new IllegalStateException();
        }
    }

    private void size(byte b) throws InvalidAnswerException {
        int digit = Character.digit(b, 16);
        if (digit >= 0 && digits < MAX_SIZE_DIGITS) {
            remaining = remaining << 4 | digit;
            digits++;
        } else if (digits > 0 && (b == ';' || b == ' ' || b == '\t' || b == '\r')) {
            expect = Expect.EXTENSION;
        } else if (digits > 0 && b == '\n') {
            endSize();
        } else {
            throw new InvalidAnswerException("a broken chunk size");
        }
    }

    private void extension(byte b) throws InvalidAnswerException {
        if (b == '\n') {
            endSize();
        } else if (++lineBytes > MAX_LINE_BYTES) {
            throw new InvalidAnswerException("an over-long chunk extension");
        }
    }

    private void endSize() {
        expect = remaining == 0 ? Expect.TRAILER : Expect.PAYLOAD;
        digits = 0;
        lineBytes = 0;
    }

    private void payloadEnd(byte b) throws InvalidAnswerException {
        if (b == '\n') {
            expect = Expect.SIZE;
            lineBytes = 0;
        } else if (b != '\r' || lineBytes++ > 0) {
            throw new InvalidAnswerException("a chunk longer than its size");
        }
    }

    private void trailer(byte b) throws InvalidAnswerException {
        if (b == '\n' && lineBytes == 0) {
            expect = Expect.NOTHING;
        } else if (b == '\n') {
            lineBytes = 0;
        } else if (b != '\r') {
            lineBytes++;
        }
        if (++trailerBytes > MAX_LINE_BYTES) {
            throw new InvalidAnswerException("over-long trailers");
        }
    }
}
