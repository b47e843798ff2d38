package dev.aiproxy.bench.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;

/** Reads one HTTP/1.1 request after another, from pieces cut anywhere; of a body only the beginning is kept. */
final class RequestReader {
    private static final int KEPT = 16 * 1024;
    private static final String MARK = "cancel-number-";

    private final StringBuilder text = new StringBuilder();
    private int headEnd = -1;
    private long left;

    /** Takes bytes up to the request's end; whether that was reached. */
    boolean read(ByteBuffer bytes) throws IOException {
        while (headEnd < 0 && bytes.hasRemaining()) {
            readHead((char) (bytes.get() & 0xff));
        }
        if (headEnd < 0) {
            return false;
        }
        int some = (int) Math.min(left, bytes.remaining());
        ByteBuffer body = bytes.slice(bytes.position(), Math.min(some, Math.max(0, KEPT - text.length())));
        text.append(ISO_8859_1.decode(body));
        bytes.position(bytes.position() + some);
        left -= some;
        return left == 0;
    }

    String path() {
        int from = text.indexOf(" ") + 1;
        return text.substring(from, text.indexOf(" ", from));
    }

    /** The number that follows {@code cancel-number-} in the body; -1 if there is none. */
    int number() {
        int at = text.indexOf(MARK);
        return at < 0 ? -1 : Integer.parseInt(text, at + MARK.length(), at + MARK.length() + 5, 10);
    }

    void reset() {
        text.setLength(0);
        headEnd = -1;
        left = 0;
    }

    private void readHead(char next) throws IOException {
        text.append(next);
        int length = text.length();
        if (length > KEPT) {
            throw new IOException("a head without an end");
        }
        if (next == '\n' && length >= 4 && text.charAt(length - 3) == '\n') {
            headEnd = length;
            left = contentLength(text.toString().toLowerCase(Locale.ROOT));
        }
    }

    private static long contentLength(String head) throws IOException {
        if (head.contains("\r\ntransfer-encoding:")) {
            throw new IOException("a request without a content-length");
        }
        int at = head.indexOf("\r\ncontent-length: ");
        if (at < 0) {
            return 0;
        }
        int from = at + "\r\ncontent-length: ".length();
        return Long.parseLong(head, from, head.indexOf('\r', from), 10);
    }
}
