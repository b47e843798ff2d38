package dev.aiproxy.runtime.json;

import java.nio.ByteBuffer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** Tells answers from what is none. */
public final class WholeObject {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();

    private WholeObject() {}

    /** Whether the bytes of an array-backed buffer are one JSON object, or one list, and nothing else. */
    public static boolean is(ByteBuffer json) {
        int start = json.arrayOffset() + json.position();
        try (JsonParser parser =
                FACTORY.createParser(ObjectReadContext.empty(), json.array(), start, json.remaining())) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT && first != JsonToken.START_ARRAY) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException invalid) {
            return false;
        }
    }
}
