package dev.aiproxy.runtime.json;

import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonBody;
import dev.aiproxy.api.wire.JsonText;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** An upstream's whole answer, looked over once. An immutable view: nobody may change the bytes. */
public final class AnswerBody implements JsonBody {
    private final byte[] bytes;
    private final int start;
    private final int end;
    private final @Nullable ObjectIndex index;

    private AnswerBody(byte[] bytes, int start, int end, @Nullable ObjectIndex index) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.index = index;
    }

    /**
     * Looks over an array-backed buffer.
     *
     * @return null if its bytes are not one JSON object, or one list, and nothing else
     */
    public static @Nullable AnswerBody whole(ByteBuffer json) {
        byte[] bytes = json.array();
        int start = json.arrayOffset() + json.position();
        int end = start + json.remaining();
        int open = Whitespace.after(bytes, behindMark(bytes, start, end), end);
        try {
            if (open < end && bytes[open] == '[') {
                return ObjectIndex.isWhole(bytes, open, end) ? new AnswerBody(bytes, start, end, null) : null;
            }
            if (open == end || bytes[open] != '{') {
                return null;
            }
            ObjectIndex index = ObjectIndex.read(bytes, open, end);
            return Whitespace.after(bytes, index.close() + 1, end) == end
                    ? new AnswerBody(bytes, start, end, index)
                    : null;
        } catch (JacksonException invalid) {
            return null;
        }
    }

    /** Some servers begin with a byte order mark, which parsers pass over (RFC 8259 §8.1). */
    private static int behindMark(byte[] bytes, int start, int end) {
        boolean marked = end - start >= 3
                && bytes[start] == (byte) 0xEF
                && bytes[start + 1] == (byte) 0xBB
                && bytes[start + 2] == (byte) 0xBF;
        return marked ? start + 3 : start;
    }

    @Override
    public Optional<JsonNode> find(String... path) {
        try {
            if (path.length == 0) {
                return Optional.of(Json.parse(ByteBuffer.wrap(bytes, start, end - start)));
            }
            return index == null ? Optional.empty() : index.find(bytes, path);
        } catch (GatewayException beyond) { // a number that no tree can hold
            return Optional.empty();
        }
    }

    @Override
    public boolean mayContain(byte[] text) {
        return JsonText.contains(ByteBuffer.wrap(bytes, start, end - start), text);
    }
}
