package dev.aiproxy.api.wire;

import java.util.function.Consumer;

/** Cuts lines; a blank one is a frame without data. */
final class NdjsonDecoder extends CarryDecoder {
    NdjsonDecoder(int maxFrameBytes) {
        super(maxFrameBytes);
    }

    @Override
    int scan(byte[] bytes, int from, int to, int before) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    @Override
    void cut(byte[] bytes, int from, int to, Consumer<Frame> sink) {
        int start = from;
        int end = to;
        while (start < end && JsonText.isSpace(bytes[start])) {
            start++;
        }
        while (end > start && JsonText.isSpace(bytes[end - 1])) {
            end--;
        }
        sink.accept(Frame.of(null, slice(bytes, start, end), slice(bytes, from, to)));
    }
}
