package dev.aiproxy.api.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The fields of one block of an event stream. Used again for each block. */
final class SseFields {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};
    private static final byte[] NONE = new byte[0];
    private static final int WORTH_KEEPING = 64 * 1024;

    private @Nullable String event;
    private int dataLines;
    private int dataFrom;
    private int dataTo;
    private byte[] joined = NONE;
    private int joinedLength;

    /** The name of the event; null if it has none. */
    @Nullable
    String event() {
        return event;
    }

    /** The data lines joined by line feeds; a slice of the bytes that were read if there is but one. */
    ByteBuffer data(byte[] bytes) {
        if (dataLines == 0) {
            return NOTHING;
        }
        return dataLines == 1
                ? CarryDecoder.slice(bytes, dataFrom, dataTo)
                : CarryDecoder.slice(joined, 0, joinedLength);
    }

    /**
     * Reads a block.
     *
     * @param last where its last line begins, behind which only line ends follow
     */
    void read(byte[] bytes, int from, int to, int last) {
        event = null;
        dataLines = 0;
        joinedLength = 0;
        if (joined.length > WORTH_KEEPING) {
            joined = NONE;
        }
        int end = to;
        while (end > from && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
            end--;
        }
        int i = from;
        while (i < end) {
            int lineTo = i >= last ? end : SseDecoder.lineEnd(bytes, i, end);
            field(bytes, i, lineTo);
            i = lineTo + 1;
        }
    }

    private void field(byte[] bytes, int from, int to) {
        if (isNamed(DATA, bytes, from, to)) {
            addData(bytes, valueFrom(bytes, from + DATA.length, to), to);
        } else if (isNamed(EVENT, bytes, from, to)) {
            int value = valueFrom(bytes, from + EVENT.length, to);
            event = value == to ? null : new String(bytes, value, to - value, StandardCharsets.UTF_8);
        }
    }

    private static boolean isNamed(byte[] name, byte[] bytes, int from, int to) {
        int length = name.length;
        if (to - from < length || (to - from > length && bytes[from + length] != ':')) {
            return false;
        }
        return Arrays.equals(name, 0, length, bytes, from, from + length);
    }

    private static int valueFrom(byte[] bytes, int behindName, int to) {
        if (behindName == to) {
            return to;
        }
        int value = behindName + 1;
        return value < to && bytes[value] == ' ' ? value + 1 : value;
    }

    private void addData(byte[] bytes, int from, int to) {
        dataLines++;
        if (dataLines == 1) {
            dataFrom = from;
            dataTo = to;
            return;
        }
        if (dataLines == 2) {
            join(bytes, dataFrom, dataTo);
        }
        if (joinedLength == joined.length) {
            joined = Arrays.copyOf(joined, Math.max(64, 2 * joined.length));
        }
        joined[joinedLength++] = '\n';
        join(bytes, from, to);
    }

    private void join(byte[] bytes, int from, int to) {
        int length = to - from;
        if (joined.length - joinedLength < length) {
            joined = Arrays.copyOf(joined, Math.max(2 * joined.length, joinedLength + length + 1));
        }
        System.arraycopy(bytes, from, joined, joinedLength, length);
        joinedLength += length;
    }
}
