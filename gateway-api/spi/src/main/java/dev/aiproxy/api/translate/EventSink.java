package dev.aiproxy.api.translate;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Where a {@link StreamWriter} puts its frames. */
public interface EventSink {
    /**
     * A frame with a JSON payload.
     *
     * @param event the event's name, null for formats without
     * @param data rendered before the call returns; may be changed and used again afterwards
     */
    void event(@Nullable String event, JsonNode data);

    /** A frame whose payload is no JSON, such as {@code [DONE]}; holds no line break. */
    void text(String data);
}
