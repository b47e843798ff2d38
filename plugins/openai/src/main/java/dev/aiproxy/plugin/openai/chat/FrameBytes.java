package dev.aiproxy.plugin.openai.chat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Looks for things in a frame's payload without parsing it. Positions of the buffers do not move. */
final class FrameBytes {
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

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

    /** Whether a string {@code "name"} stands somewhere; inside another string its quotes would be escaped. */
    static boolean holds(ByteBuffer data, String name) {
        return find(data, quoted(name), data.position()) >= 0;
    }

    /** Whether a member of this name has an object as value. */
    static boolean holdsObject(ByteBuffer data, String name) {
        byte[] key = quoted(name);
        for (int at = find(data, key, data.position()); at >= 0; at = find(data, key, at + 1)) {
            int next = skipSpace(data, at + key.length);
            if (next < data.limit() && data.get(next) == ':') {
                next = skipSpace(data, next + 1);
                if (next < data.limit() && data.get(next) == '{') {
                    return true;
                }
            }
        }
        return false;
    }

    private static byte[] quoted(String name) {
        return ('"' + name + '"').getBytes(StandardCharsets.US_ASCII);
    }

    private static int find(ByteBuffer data, byte[] wanted, int from) {
        int last = data.limit() - wanted.length;
        for (int i = from; i <= last; i++) {
            if (data.get(i) == wanted[0] && data.get(i + 1) == wanted[1] && matches(data, i, wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean matches(ByteBuffer data, int at, byte[] wanted) {
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

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
