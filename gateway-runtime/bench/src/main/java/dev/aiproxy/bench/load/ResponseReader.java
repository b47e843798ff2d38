package dev.aiproxy.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;

/** Reads one HTTP/1.1 answer after another, from pieces cut anywhere, and keeps nothing of their bodies. */
final class ResponseReader {
    private static final int LONGEST_HEAD = 64 * 1024;

    private enum State {
        HEAD,
        LENGTH,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER,
        DONE
    }

    private final StringBuilder head = new StringBuilder();
    private State state = State.HEAD;
    private int status;
    private long left;
    private boolean bodyBegan;
    private int lineLength;

    void reset() {
        head.setLength(0);
        state = State.HEAD;
        status = 0;
        left = 0;
        bodyBegan = false;
        lineLength = 0;
    }

    /** Takes all there is, and says whether the answer is complete. */
    boolean read(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining() && state != State.DONE) {
            switch (state) {
                case HEAD -> readHead(bytes);
                case LENGTH, CHUNK -> skip(bytes);
                case CHUNK_SIZE -> readSize(bytes.get());
                case CHUNK_END -> endChunk(bytes.get());
                case TRAILER -> readTrailer(bytes.get());
                case DONE -> throw new IOException("bytes after the answer");
            }
        }
        return state == State.DONE;
    }

    int status() {
        return status;
    }

    boolean bodyBegan() {
        return bodyBegan;
    }

    private void readHead(ByteBuffer bytes) throws IOException {
        head.append((char) (bytes.get() & 0xff));
        int length = head.length();
        if (length > LONGEST_HEAD) {
            throw new IOException("a head without an end");
        }
        if (length >= 4 && head.charAt(length - 1) == '\n' && head.charAt(length - 3) == '\n') {
            begin(head.toString().toLowerCase(Locale.ROOT));
        }
    }

    private void begin(String lower) throws IOException {
        status = Integer.parseInt(lower, 9, 12, 10);
        if (lower.contains("\r\ntransfer-encoding: chunked\r\n")) {
            state = State.CHUNK_SIZE;
            return;
        }
        int at = lower.indexOf("\r\ncontent-length: ");
        if (at < 0) {
            throw new IOException("an answer without a length: " + lower);
        }
        int from = at + "\r\ncontent-length: ".length();
        left = Long.parseLong(lower, from, lower.indexOf('\r', from), 10);
        state = left == 0 ? State.DONE : State.LENGTH;
    }

    private void skip(ByteBuffer bytes) {
        bodyBegan = true;
        int some = (int) Math.min(left, bytes.remaining());
        bytes.position(bytes.position() + some);
        left -= some;
        if (left == 0) {
            state = state == State.LENGTH ? State.DONE : State.CHUNK_END;
        }
    }

    private void readSize(byte next) throws IOException {
        if (next == '\n') {
            lineLength = 0;
            state = left == 0 ? State.TRAILER : State.CHUNK;
        } else if (next != '\r') {
            int digit = Character.digit(next, 16);
            if (digit < 0) {
                throw new IOException("a chunk's size has the byte " + next);
            }
            left = left * 16 + digit;
        }
    }

    private void endChunk(byte next) {
        if (next == '\n') {
            state = State.CHUNK_SIZE;
        }
    }

    private void readTrailer(byte next) {
        if (next == '\n') {
            if (lineLength == 0) {
                state = State.DONE;
            }
            lineLength = 0;
        } else if (next != '\r') {
            lineLength++;
        }
    }

    /** The beginning of the body, if these bytes, given to {@link #read} first, hold it. */
    static String bodyOf(ByteBuffer bytes) {
        String text = ISO_8859_1.decode(bytes).toString();
        int end = text.indexOf("\r\n\r\n");
        return end < 0 ? text : text.substring(end + 4);
    }
}
