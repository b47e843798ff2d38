package dev.aiproxy.testkit.http;

import dev.aiproxy.testkit.sse.SseParser;
import dev.aiproxy.testkit.sse.SseText;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A response body, or what came of it. Immutable. */
public final class ResponseBody {

    private final byte[] bytes;
    private final End end;

    ResponseBody(byte[] bytes, End end) {
        this.bytes = bytes;
        this.end = end;
    }

    /** How a body ended. */
    public enum End {
        /** As its framing says: all bytes of the length, the last chunk, or close where nothing else marks the end. */
        COMPLETE,
        /** The peer closed (FIN) before the end that the framing promised. */
        TRUNCATED,
        /** The connection was reset. */
        RESET,
        /** The bytes break the framing, for example a chunk size that is no number. */
        MALFORMED
    }

    /** The decoded bytes that arrived. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** How the body ended. */
    public End end() {
        return end;
    }

    /** Whether the body arrived whole. */
    public boolean isComplete() {
        return end == End.COMPLETE;
    }

    /** The bytes as UTF-8 text. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The bytes as a JSON tree; throws Jackson's unchecked exception when they are none. */
    public JsonNode json() {
        return JsonMapper.shared().readTree(bytes);
    }

    /** The bytes as an event stream. */
    public SseText sse() {
        return SseParser.parse(bytes);
    }
}
