package dev.aiproxy.api.wire;

import java.util.function.Consumer;

/**
 * Cuts server-sent events (WHATWG HTML §9.2.6). Beyond the standard: the last event needs no blank line; white space before the
 * first field of the body is skipped; a JSON object that stands bare at the start of a block, as an upstream writes that fails
 * in the middle of a stream, is a frame with that object as its data.
 *
 * <p>A blank line that ends in CR waits for a possible LF, unless the line before it shows that lines end in CR alone.
 */
final class SseDecoder extends CarryDecoder {
    private final SseFields fields = new SseFields();

    private boolean atBodyStart = true;
    private boolean atLineStart = true;
    private boolean afterCr;
    private boolean awaitsLf;
    private boolean hasLine;
    private int lastLine;

    SseDecoder(int maxFrameBytes) {
        super(maxFrameBytes);
    }

    @Override
    int scan(byte[] bytes, int from, int to, int before) {
        int i = from;
        while (i < to) {
            byte b = bytes[i];
            if (awaitsLf) {
                return startBlock(b == '\n' ? i + 1 : i);
            }
            if (b == '\n' || b == '\r') {
                i++;
                if (endsBlock(b)) {
                    return startBlock(i);
                }
            } else {
                if (atLineStart) {
                    lastLine = before + i - from;
                    atLineStart = false;
                    hasLine = true;
                }
                afterCr = false;
                i = lineEnd(bytes, i + 1, to);
            }
        }
        return -1;
    }

    private int startBlock(int at) {
        afterCr = !awaitsLf && afterCr;
        atLineStart = true;
        awaitsLf = false;
        hasLine = false;
        return at;
    }

    private boolean endsBlock(byte lineEnd) {
        boolean second = afterCr;
        afterCr = lineEnd == '\r';
        if (second && lineEnd == '\n') {
            return false;
        }
        boolean blank = atLineStart && hasLine;
        atLineStart = true;
        awaitsLf = blank && lineEnd == '\r' && !second;
        return blank && !awaitsLf;
    }

    @Override
    void cut(byte[] bytes, int from, int to, Consumer<Frame> sink) {
        int last = from + lastLine;
        lastLine = 0;
        int first = atBodyStart ? skipBodyStart(bytes, from, to) : from;
        atBodyStart = false;
        int start = from;
        int brace = bareObject(bytes, first, to);
        while (brace >= 0) {
            int end = JsonText.end(bytes, brace, to);
            int next = end < 0 ? to : skipLineEnds(bytes, lineEnd(bytes, end, to), to);
            sink.accept(Frame.of(null, slice(bytes, brace, end < 0 ? to : end), slice(bytes, start, next)));
            start = next;
            first = next;
            brace = bareObject(bytes, first, to);
        }
        if (start < to) {
            fields.read(bytes, first, to, Math.max(first, last));
            sink.accept(Frame.of(fields.event(), fields.data(bytes), slice(bytes, start, to)));
        }
    }

    private static int skipBodyStart(byte[] bytes, int from, int to) {
        boolean bom = to - from >= 3
                && bytes[from] == (byte) 0xef
                && bytes[from + 1] == (byte) 0xbb
                && bytes[from + 2] == (byte) 0xbf;
        int i = bom ? from + 3 : from;
        while (i < to && JsonText.isSpace(bytes[i])) {
            i++;
        }
        return i;
    }

    private static int bareObject(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && JsonText.isSpace(bytes[i])) {
            i++;
        }
        return i < to && bytes[i] == '{' ? i : -1;
    }

    private static int skipLineEnds(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && (bytes[i] == '\n' || bytes[i] == '\r')) {
            i++;
        }
        return i;
    }

    /** The index of the next CR or LF, or {@code to}. */
    static int lineEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != '\n' && bytes[i] != '\r') {
            i++;
        }
        return i;
    }
}
