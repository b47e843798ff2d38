package dev.aiproxy.api.translate;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.wire.Framing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads one client's request and writes its answer. Call order: {@link #readRequest}, then either of the other two. */
public interface ClientCodec {
    /**
     * Reads the request.
     *
     * @param body not changed and not kept beyond the exchange
     * @throws dev.aiproxy.api.error.GatewayException if the request breaks the format's rules
     */
    ChatRequest readRequest(ObjectNode body);

    /** Writes a complete answer. */
    JsonNode writeResponse(ChatResponse response);

    /** Writes a streamed answer. */
    StreamWriter writer();

    /** How this client's stream is framed. */
    default Framing framing() {
        return Framing.sse();
    }
}
