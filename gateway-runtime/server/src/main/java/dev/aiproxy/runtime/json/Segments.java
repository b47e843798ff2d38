package dev.aiproxy.runtime.json;

import java.util.ArrayList;
import java.util.List;

/** The edited body as pieces of other arrays, so that it is copied once into an array of its exact size. */
final class Segments {
    private final List<Span> spans = new ArrayList<>();
    private int length;

    void add(byte[] source, int start, int end) {
        if (start == end) {
            return;
        }
        length = Math.addExact(length, end - start);
        int last = spans.size() - 1;
        if (last >= 0 && spans.get(last).endsAt(source, start)) {
            spans.set(last, spans.get(last).upTo(end));
        } else {
            spans.add(new Span(source, start, end));
        }
    }

    void add(byte[] source) {
        add(source, 0, source.length);
    }

    /** Whether these are nothing but the whole of that range. */
    boolean are(byte[] source, int start, int end) {
        return spans.size() == 1 && length == end - start && spans.get(0).endsAt(source, end);
    }

    byte[] join() {
        byte[] joined = new byte[length];
        int at = 0;
        for (Span span : spans) {
            at += span.copyTo(joined, at);
        }
        return joined;
    }
}
