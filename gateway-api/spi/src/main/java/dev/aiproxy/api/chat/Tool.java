package dev.aiproxy.api.chat;

import dev.aiproxy.api.wire.WireFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Something the model may call. */
public sealed interface Tool {
    /**
     * A function that the client executes.
     *
     * @param name as the client gave it; see {@link ToolNames} for formats with narrower rules
     * @param description null if not given
     * @param parameters JSON Schema (lower-case types) of the arguments, null for a function without a schema
     * @param strict whether arguments must follow the schema exactly, null if not said
     * @param cache the marker that the prompt is cached up to here, null almost always
     */
    record Function(
            String name,
            @Nullable String description,
            @Nullable JsonNode parameters,
            @Nullable Boolean strict,
            @Nullable CacheMarker cache)
            implements Tool {}

    /**
     * A tool that the provider executes (web search and the like), kept as its format wrote it. Never sent as a function.
     *
     * @param origin the wire format that wrote it
     * @param type what the format calls this kind of tool
     * @param raw the JSON as it stood there
     */
    record BuiltIn(WireFormat origin, String type, JsonNode raw) implements Tool {}
}
