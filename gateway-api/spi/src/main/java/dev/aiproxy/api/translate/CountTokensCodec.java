package dev.aiproxy.api.translate;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Token counting in a format that has conversations: what is counted is a chat request of the same format, which the format's
 * {@link ChatCodec} reads and writes. Stateless.
 */
public interface CountTokensCodec {
    /**
     * The conversation to be counted, as the format's chat requests hold one.
     *
     * @param body the client's; may be changed
     */
    ObjectNode readRequest(ObjectNode body, RequestFacts facts);

    /** Writes the count for a client. */
    JsonNode writeResponse(long inputTokens, RequestFacts facts);

    /**
     * Writes the request for an upstream that counts.
     *
     * @param chat as {@link UpstreamCodec#writeRequest} wrote it; may be changed
     */
    ObjectNode writeRequest(ObjectNode chat, TargetFacts facts);

    /**
     * Reads an upstream's count.
     *
     * @throws dev.aiproxy.api.error.GatewayException {@code UPSTREAM_INVALID} if the answer holds none
     */
    long readResponse(JsonNode body);
}
