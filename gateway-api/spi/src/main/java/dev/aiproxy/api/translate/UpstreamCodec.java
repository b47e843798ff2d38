package dev.aiproxy.api.translate;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes one upstream's request and reads its answer. Call order: {@link #writeRequest}, then either of the other two. */
public interface UpstreamCodec {
    /**
     * Writes the request, model and stream flag included where the format has them in the body.
     *
     * @throws dev.aiproxy.api.error.GatewayException if the format cannot express what is asked
     */
    ObjectNode writeRequest(ChatRequest request);

    /**
     * Reads a complete answer.
     *
     * @throws dev.aiproxy.api.error.GatewayException {@code UPSTREAM_INVALID} if it is no answer of this format
     */
    ChatResponse readResponse(JsonNode body);

    /** Reads a streamed answer. */
    StreamReader reader();
}
