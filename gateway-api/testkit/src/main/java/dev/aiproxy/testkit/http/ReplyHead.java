package dev.aiproxy.testkit.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The status line and headers of a reply.
 *
 * @param status the status code
 * @param reason the text behind it
 * @param headers the test's own headers; they win over the framing header that the reply would add
 * @param framing how the body's end is marked
 * @param declaredLength the {@code Content-Length} to claim, or null for the true one
 * @param interim 1xx statuses sent before
 */
record ReplyHead(
        int status,
        String reason,
        HeaderLines headers,
        Framing framing,
        @Nullable Long declaredLength,
        List<Integer> interim) {

    ReplyHead {
        interim = List.copyOf(interim);
    }

    static ReplyHead of(int status) {
        return new ReplyHead(status, "Status " + status, HeaderLines.NONE, Framing.LENGTH, null, List.of());
    }

    ReplyHead withReason(String text) {
        return new ReplyHead(status, text, headers, framing, declaredLength, interim);
    }

    ReplyHead withHeaders(HeaderLines lines) {
        return new ReplyHead(status, reason, lines, framing, declaredLength, interim);
    }

    ReplyHead withFraming(Framing other) {
        return new ReplyHead(status, reason, headers, other, declaredLength, interim);
    }

    ReplyHead withDeclaredLength(long length) {
        return new ReplyHead(status, reason, headers, Framing.LENGTH, length, interim);
    }

    ReplyHead withInterim(int code) {
        List<Integer> codes = new ArrayList<>(interim);
        codes.add(code);
        return new ReplyHead(status, reason, headers, framing, declaredLength, codes);
    }

    boolean bodyAllowed() {
        return status != 204 && status != 304;
    }

    byte[] render(int bodyLength) {
        if (framing == Framing.RAW) {
            return new byte[0];
        }
        StringBuilder text = new StringBuilder();
        interim.forEach(code -> text.append("HTTP/1.1 ").append(code).append(" Interim\r\n\r\n"));
        text.append("HTTP/1.1 ").append(status).append(' ').append(reason).append("\r\n");
        text.append(framedHeaders(bodyLength).render()).append("\r\n");
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private HeaderLines framedHeaders(int bodyLength) {
        if (!bodyAllowed() || headers.contains("content-length") || headers.contains("transfer-encoding")) {
            return headers;
        }
        if (framing == Framing.CHUNKED) {
            return headers.with("Transfer-Encoding", "chunked");
        }
        if (framing == Framing.UNTIL_CLOSE) {
            return headers.contains("connection") ? headers : headers.with("Connection", "close");
        }
        long length = declaredLength == null ? bodyLength : declaredLength;
        return headers.with("Content-Length", Long.toString(length));
    }
}
