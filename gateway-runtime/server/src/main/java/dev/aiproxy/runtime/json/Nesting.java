package dev.aiproxy.runtime.json;

/** How deep valid JSON is nested. */
final class Nesting {
    private Nesting() {}

    /** Where the first object or array begins that is deeper than so many levels; -1 if none is. */
    static int firstBelow(byte[] bytes, int start, int end, int levels) {
        int depth = 0;
        for (int at = start; at < end; at++) {
            switch (bytes[at]) {
                case '"' -> at = closingQuote(bytes, at + 1, end);
                case '{', '[' -> {
                    if (++depth > levels) {
                        return at;
                    }
                }
                case '}', ']' -> depth--;
                default -> {}
            }
        }
        return -1;
    }

    private static int closingQuote(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        return at;
    }
}
