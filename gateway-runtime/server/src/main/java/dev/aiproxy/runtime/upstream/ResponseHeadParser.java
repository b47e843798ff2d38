package dev.aiproxy.runtime.upstream;

import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads one response head (RFC 9112 §4 and §5) from bytes that come in any slices. */
final class ResponseHeadParser {
    private static final String PREFIX = "HTTP/1.";

    private final int maxBytes;
    private final Headers.Builder headers = Headers.builder();
    private byte[] line = new byte[256];
    private int lineLength;
    private int total;
    private int status;
    private boolean http10;
    private @Nullable ResponseHead head;

    ResponseHeadParser(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Takes bytes up to the end of the head; null if more are needed. */
    @Nullable
    ResponseHead parse(ByteBuffer in) throws InvalidAnswerException {
        while (head == null && in.hasRemaining()) {
            boolean lineEnded = takeLine(in);
            if (status == 0) {
                checkPrefix();
            }
            if (lineEnded) {
                endLine();
            }
        }
        return head;
    }

    /** Whether the answer came in HTTP/1.0, where connections close unless said otherwise. */
    boolean http10() {
        return http10;
    }

    private boolean takeLine(ByteBuffer in) throws InvalidAnswerException {
        int start = in.position();
        int end = start;
        while (end < in.limit() && in.get(end) != '\n') {
            end++;
        }
        int length = end - start;
        boolean ended = end < in.limit();
        total += length + 1;
        if (total > maxBytes) {
            throw new InvalidAnswerException("the response head is longer than " + maxBytes + " bytes");
        }
        if (lineLength + length > line.length) {
            line = Arrays.copyOf(line, Math.max(line.length * 2, lineLength + length));
        }
        in.get(line, lineLength, length);
        lineLength += length;
        if (ended) {
            in.position(end + 1);
        }
        return ended;
    }

    /** Garbage is told as soon as it shows, not when its first line ends: it may never end. */
    private void checkPrefix() throws InvalidAnswerException {
        for (int i = 0; i < Math.min(lineLength, PREFIX.length()); i++) {
            if (line[i] != PREFIX.charAt(i)) {
                throw new InvalidAnswerException("the answer is not HTTP/1.1");
            }
        }
    }

    private void endLine() throws InvalidAnswerException {
        int length = lineLength > 0 && line[lineLength - 1] == '\r' ? lineLength - 1 : lineLength;
        lineLength = 0;
        if (status == 0) {
            status = statusLine(length);
        } else if (length == 0) {
            head = new ResponseHead(status, headers.build());
        } else {
            headerLine(new String(line, 0, length, StandardCharsets.ISO_8859_1));
        }
    }

    private int statusLine(int length) throws InvalidAnswerException {
        int digits = PREFIX.length() + 2;
        boolean shaped =
                length >= digits + 3 && line[digits - 1] == ' ' && (length == digits + 3 || line[digits + 3] == ' ');
        int code = shaped ? number(digits) : 0;
        byte minor = shaped ? line[PREFIX.length()] : 0;
        if (code < 100 || minor < '0' || minor > '9') {
            throw new InvalidAnswerException("the status line is broken");
        }
        http10 = minor == '0';
        return code;
    }

    private int number(int from) {
        int value = 0;
        for (int i = from; i < from + 3; i++) {
            if (line[i] < '0' || line[i] > '9') {
                return 0;
            }
            value = value * 10 + line[i] - '0';
        }
        return value;
    }

    private void headerLine(String text) throws InvalidAnswerException {
        int colon = text.indexOf(':');
        if (colon <= 0) {
            throw new InvalidAnswerException("a response header line is broken");
        }
        try {
            headers.add(text.substring(0, colon), text.substring(colon + 1).trim());
        } catch (IllegalArgumentException e) {
            throw new InvalidAnswerException("a response header line is broken");
        }
    }
}
