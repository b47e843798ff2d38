package dev.aiproxy.plugin.openai.chat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Looks for things in a frame's payload without parsing it. Positions of the buffers do not move. */
final class FrameBytes {
    private static final byte[] DONE = ascii("[DONE]");
    private static final byte[] USAGE = ascii("\"usage\"");
    private static final byte[] FINISH_REASON = ascii("\"finish_reason\"");
    private static final byte[] ERROR = ascii("\"error\"");

    private FrameBytes() {}

    /** Whether the payload is {@code [DONE]}, white space aside. */
    static boolean isDone(ByteBuffer data) {
        int from = data.position();
        int to = data.limit();
        while (from < to && isSpace(data.get(from))) {
            from++;
        }
        while (to > from && isSpace(data.get(to - 1))) {
            to--;
        }
        return to - from == DONE.length && matches(data, from, DONE);
    }

    /** Whether the payload begins like a JSON object. */
    static boolean isObject(ByteBuffer data) {
        int at = skipSpace(data, data.position());
        return at < data.limit() && data.get(at) == '{';
    }

    /**
     * Whether the payload may report usage, a finish reason or an error: a member {@code usage} that is an object,
     * {@code finish_reason} that is a string, or anything named {@code error}. Inside of text its quotes would be escaped.
     */
    static boolean isNotable(ByteBuffer data) {
        int last = data.limit() - 1;
        for (int at = data.position(); at < last; at++) {
            if (data.get(at) == '"' && isNotable(data, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNotable(ByteBuffer data, int quote) {
        return switch (data.get(quote + 1)) {
            case 'u' -> holds(data, quote, USAGE, '{');
            case 'f' -> holds(data, quote, FINISH_REASON, '"');
            case 'e' -> matches(data, quote, ERROR);
            default -> false;
        };
    }

    private static boolean holds(ByteBuffer data, int at, byte[] name, char value) {
        if (!matches(data, at, name)) {
            return false;
        }
        int colon = skipSpace(data, at + name.length);
        if (colon >= data.limit() || data.get(colon) != ':') {
            return false;
        }
        int first = skipSpace(data, colon + 1);
        return first < data.limit() && data.get(first) == value;
    }

    private static boolean matches(ByteBuffer data, int at, byte[] wanted) {
        if (at + wanted.length > data.limit()) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (data.get(at + i) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static int skipSpace(ByteBuffer data, int from) {
        int at = from;
        while (at < data.limit() && isSpace(data.get(at))) {
            at++;
        }
        return at;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
