package dev.aiproxy.runtime.upstream;

import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;

/** Where a response body's bytes stand and end (RFC 9112 §6.3). Pulled, so that a pause can stop it anywhere. */
sealed interface BodyFraming permits FixedLengthBody, ChunkedBody, UntilCloseBody {
    /**
     * Skips framing and takes note of the payload that follows.
     *
     * @return how many payload bytes stand at the buffer's position, which the caller consumes; 0 if more input is
     *     needed or the body has ended
     */
    int next(ByteBuffer in) throws InvalidAnswerException;

    boolean ended();

    /** Whether a closed connection ends the body properly. */
    default boolean endsWithConnection() {
        return false;
    }

    static BodyFraming of(ResponseHead head, boolean answersHead) throws InvalidAnswerException {
        Headers headers = head.headers();
        if (answersHead || head.status() == 204 || head.status() == 304) {
            return new FixedLengthBody(0);
        }
        List<String> transfer = headers.all("transfer-encoding");
        if (!transfer.isEmpty()) {
            String coding = String.join(",", transfer).trim().toLowerCase(Locale.ROOT);
            if (!coding.equals("chunked")) {
                throw new InvalidAnswerException("an unknown transfer encoding");
            }
            return new ChunkedBody();
        }
        List<String> lengths = headers.all("content-length");
        return lengths.isEmpty() ? new UntilCloseBody() : new FixedLengthBody(length(lengths));
    }

    private static long length(List<String> values) throws InvalidAnswerException {
        String value = values.get(0);
        boolean same = values.size() == 1 || values.stream().allMatch(value::equals);
        if (!same || value.isEmpty() || value.length() > 18 || !isNumber(value)) {
            throw new InvalidAnswerException("a broken Content-Length");
        }
        return Long.parseLong(value);
    }

    private static boolean isNumber(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
