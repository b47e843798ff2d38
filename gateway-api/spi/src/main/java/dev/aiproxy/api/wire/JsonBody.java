package dev.aiproxy.api.wire;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A JSON object body that has been looked over but not parsed into a tree. Read on the exchange's thread only. */
public interface JsonBody {
    /**
     * The value at a path of member names, parsed on demand.
     *
     * @return empty if there is no such member; a JSON {@code null} is present
     */
    Optional<JsonNode> find(String... path);

    /**
     * Whether the body's bytes hold this text, as a cheap look before {@link #find} parses something large.
     *
     * @param text made with {@link JsonText#needle}
     * @return false only if it is certainly not there
     */
    default boolean mayContain(byte[] text) {
        return true;
    }

    /**
     * Whether a text may stand somewhere in the body, so that whoever looks for it need not parse what cannot hold it.
     *
     * @param ascii as it stands in the bytes; one that the client spelt with escapes is not seen
     * @return false only if it stands nowhere
     */
    default boolean mayContain(String ascii) {
        return true;
    }
}
