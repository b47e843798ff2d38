package dev.aiproxy.api.exchange;

import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonEdit;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What becomes of a request in a {@link RawInterception}. */
public sealed interface RawStep {
    /**
     * It goes on.
     *
     * @param edits of its body; what they do not touch keeps its bytes
     * @param model the model to ask for instead, as a client would name it; null for the one asked for. The body is edited as well
     *     if the model stands there
     */
    record Proceed(List<JsonEdit> edits, @Nullable String model) implements RawStep {
        static final Proceed UNCHANGED = new Proceed(List.of(), null);

        /** Copies the list. */
        public Proceed {
            edits = List.copyOf(edits);
        }
    }

    /**
     * It is answered here and now. The client gets exactly this, also if it asked for a stream.
     *
     * @param status the HTTP status
     * @param headers {@code content-type} among them
     * @param body in the client's format
     */
    record Answer(int status, Headers headers, ByteBuffer body) implements RawStep {}

    /** It goes on as it is. */
    static RawStep unchanged() {
        return Proceed.UNCHANGED;
    }

    /** It goes on with edits. */
    static RawStep edit(JsonEdit... edits) {
        return new Proceed(List.of(edits), null);
    }

    /** It goes on to another model. */
    static RawStep toModel(String model) {
        return new Proceed(List.of(), model);
    }

    /** It is answered with a JSON document. */
    static RawStep answer(int status, JsonNode body) {
        return new Answer(status, Headers.of("content-type", "application/json"), ByteBuffer.wrap(Json.bytes(body)));
    }
}
