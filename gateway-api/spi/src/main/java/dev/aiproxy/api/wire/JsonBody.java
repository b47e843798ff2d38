package dev.aiproxy.api.wire;

import java.nio.ByteBuffer;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A JSON body that has been looked over but not parsed into a tree. Read on the exchange's thread only. */
public interface JsonBody {
    /** A body that is looked through for each question; of bytes that are no JSON nothing is found. They must not change. */
    static JsonBody of(ByteBuffer json) {
        return new LooseBody(json);
    }

    /**
     * The value at a path of member names, parsed on demand.
     *
     * @param path from the top; the whole body if it is empty
     * @return empty if there is no such member; a JSON {@code null} is present
     */
    Optional<JsonNode> find(String... path);

    /**
     * Whether the body's bytes hold this text, as a cheap look before {@link #find} parses something large.
     *
     * @param text made with {@link JsonText#needle}; one that stands there spelt with escapes is not seen
     * @return false only if it stands nowhere
     */
    default boolean mayContain(byte[] text) {
        return true;
    }
}
