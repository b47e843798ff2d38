package dev.aiproxy.api.chat;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The form the answer must have. Plain text is the absence of one. */
public sealed interface ResponseFormat {
    /** Any JSON object. */
    record JsonObject() implements ResponseFormat {}

    /**
     * JSON after a schema.
     *
     * @param name null if the format has no name for it
     * @param description what the answer is for, null if not given
     * @param schema JSON Schema with lower-case types
     * @param strict null if not said
     */
    record JsonSchema(
            @Nullable String name,
            @Nullable String description,
            JsonNode schema,
            @Nullable Boolean strict) implements ResponseFormat {}
}
