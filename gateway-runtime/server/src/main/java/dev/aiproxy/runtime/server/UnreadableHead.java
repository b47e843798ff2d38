package dev.aiproxy.runtime.server;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.wire.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.StreamSinkConduit;

/**
 * Says what is wrong where Undertow's parser refuses a request's head. It answers a bare 400 then, past every handler, and closes the
 * connection. No handler sends these bytes, because each of its answers has an id, so they are known by themselves.
 */
final class UnreadableHead extends AbstractStreamSinkConduit<StreamSinkConduit> {
    private static final ByteBuffer BARE =
            bytes("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    private static final String REASON =
            "the request's head is no HTTP, or is larger than option limits.header-size-kb allows, or has more than 200 header "
                    + "fields or 1000 query parameters";

    private final Supplier<String> refusal;
    private @Nullable ByteBuffer answer;

    /** @param refusal takes note of one, and gives it an id */
    UnreadableHead(StreamSinkConduit next, Supplier<String> refusal) {
        super(next);
        this.refusal = refusal;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        return answer != null || bytes.equals(BARE) ? answer(bytes) : super.write(bytes);
    }

    /** The bare answer counts as written when the whole one is. */
    private int answer(ByteBuffer bare) throws IOException {
        ByteBuffer whole = answer;
        if (whole == null) {
            whole = inFull(refusal.get());
            answer = whole;
        }
        super.write(whole);
        if (whole.hasRemaining()) {
            return 0;
        }
        int written = bare.remaining();
        bare.position(bare.limit());
        return written;
    }

    private static ByteBuffer inFull(String requestId) {
        byte[] body = Json.bytes(Replies.plain(GatewayError.of(ErrorCode.INVALID_REQUEST, REASON, requestId)));
        String head = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + RequestIds.HEADER + ": " + requestId + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        return bytes(head + new String(body, StandardCharsets.UTF_8));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
