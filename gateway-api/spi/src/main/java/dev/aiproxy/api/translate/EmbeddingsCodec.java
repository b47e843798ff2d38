package dev.aiproxy.api.translate;

import dev.aiproxy.api.chat.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Translation of embeddings, both ways. Stateless. */
public interface EmbeddingsCodec {
    /** Reads a client's request. */
    Request readRequest(ObjectNode body, RequestFacts facts);

    /** Writes an upstream's request. */
    ObjectNode writeRequest(Request request, TargetFacts facts);

    /** Reads an upstream's answer. */
    Response readResponse(JsonNode body);

    /** Writes a client's answer. */
    JsonNode writeResponse(Response response, Request request, RequestFacts facts);

    /**
     * Texts to embed.
     *
     * @param texts what to embed, in order
     * @param dimensions the wanted length, null if not given
     * @param encoding {@code float} or {@code base64}, null if not given; how the client wants its answer, whatever the upstream
     *     sends
     * @param taskType Gemini's task type, null if not given
     * @param user the client's user, null if not given
     */
    record Request(
            List<String> texts,
            @Nullable Integer dimensions,
            @Nullable String encoding,
            @Nullable String taskType,
            @Nullable String user) {
        /** Copies the list. */
        public Request {
            texts = List.copyOf(texts);
        }
    }

    /**
     * What the texts were turned into.
     *
     * @param vectors one per text, in order
     * @param model the model that the provider names, null if it names none
     * @param usage {@link Usage#UNKNOWN} if the provider does not tell
     */
    record Response(List<List<Double>> vectors, @Nullable String model, Usage usage) {
        /** Copies the list. */
        public Response {
            vectors = List.copyOf(vectors);
        }
    }
}
