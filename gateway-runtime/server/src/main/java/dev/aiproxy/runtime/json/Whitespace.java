package dev.aiproxy.runtime.json;

/** JSON's white space: blank, tab, LF, CR. */
final class Whitespace {
    private Whitespace() {}

    /** The first offset from {@code start} on that holds something else; {@code end} if none does. */
    static int after(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && isWhitespace(bytes[at])) {
            at++;
        }
        return at;
    }

    /** The offset behind the last byte in front of {@code end} that is something else; there must be one. */
    static int before(byte[] bytes, int end) {
        int at = end;
        while (isWhitespace(bytes[at - 1])) {
            at--;
        }
        return at;
    }

    private static boolean isWhitespace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
