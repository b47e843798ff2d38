package dev.aiproxy.testkit.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the parts of an HTTP/1.1 message from a socket; bodies are decoded lazily, so a reader may pause inside one. */
final class WireInput {

    private final InputStream in;

    WireInput(InputStream in) {
        this.in = new BufferedInputStream(in, 16 * 1024);
    }

    InputStream stream() {
        return in;
    }

    /** One line without its line end; null when the peer closed before its first byte. */
    @Nullable
    String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        int next = in.read();
        if (next < 0) {
            return null;
        }
        while (next != '\n') {
            if (next < 0) {
                throw new EOFException("closed inside the line '" + line.toString(StandardCharsets.ISO_8859_1) + "'");
            }
            line.write(next);
            next = in.read();
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    HeaderLines readHeaders() throws IOException {
        List<HeaderLines.Line> lines = new ArrayList<>();
        String line = requireLine();
        while (!line.isEmpty()) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IOException("not a header line: " + line);
            }
            lines.add(new HeaderLines.Line(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
            line = requireLine();
        }
        return new HeaderLines(lines);
    }

    String requireLine() throws IOException {
        String line = readLine();
        if (line == null) {
            throw new EOFException("closed before the expected line");
        }
        return line;
    }

    /** The decoded body of a message with these headers; {@code untilClose} says what no framing header means. */
    InputStream body(HeaderLines headers, Unframed unframed) throws IOException {
        if (headers.all("transfer-encoding").stream().anyMatch(value -> value.equalsIgnoreCase("chunked"))) {
            return new ChunkedInput(this);
        }
        String length = headers.first("content-length").orElse(null);
        if (length != null) {
            return new LengthInput(in, parseLength(length));
        }
        return unframed == Unframed.UNTIL_CLOSE ? in : InputStream.nullInputStream();
    }

    private static long parseLength(String length) throws IOException {
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException e) {
            throw new IOException("not a content-length: " + length, e);
        }
    }

    /** What a message without a framing header carries: a request nothing, a response all that follows. */
    enum Unframed {
        NO_BODY,
        UNTIL_CLOSE
    }
}
