package dev.aiproxy.api.wire;

import java.util.function.Consumer;

/**
 * Cuts the elements of one top-level array; a bare value in place of the array counts as an element. What stands between two
 * elements belongs to the second one's frame, what stands behind the last one is a frame without data.
 */
final class JsonArrayDecoder extends CarryDecoder {
    private int element = -1;
    private boolean complete;
    private boolean opened;
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean inScalar;

    JsonArrayDecoder(int maxFrameBytes) {
        super(maxFrameBytes);
    }

    @Override
    int scan(byte[] bytes, int from, int to, int before) {
        if (complete) {
            complete = false;
            element = -1;
        }
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (element < 0) {
                if (begins(b)) {
                    element = before + i - from;
                }
            } else if (inScalar ? endsScalar(b) : closes(b)) {
                complete = true;
                return inScalar ? i : i + 1;
            }
        }
        return -1;
    }

    @Override
    void cut(byte[] bytes, int from, int to, Consumer<Frame> sink) {
        int start = element < 0 ? to : from + element;
        sink.accept(Frame.of(null, slice(bytes, start, to), slice(bytes, from, to)));
    }

    private boolean begins(byte b) {
        if (JsonText.isSpace(b) || b == ',' || b == ']') {
            return false;
        }
        if (b == '[' && !opened) {
            opened = true;
            return false;
        }
        depth = b == '{' || b == '[' ? 1 : 0;
        inString = b == '"';
        inScalar = depth == 0 && !inString;
        return true;
    }

    private static boolean endsScalar(byte b) {
        return JsonText.isSpace(b) || b == ',' || b == ']';
    }

    private boolean closes(byte b) {
        if (inString) {
            return endsString(b) && depth == 0;
        }
        if (b == '"') {
            inString = true;
        } else if (b == '{' || b == '[') {
            depth++;
        } else if (b == '}' || b == ']') {
            depth--;
        }
        return depth == 0 && !inString;
    }

    private boolean endsString(byte b) {
        if (escaped) {
            escaped = false;
        } else if (b == '\\') {
            escaped = true;
        } else if (b == '"') {
            inString = false;
            return true;
        }
        return false;
    }
}
