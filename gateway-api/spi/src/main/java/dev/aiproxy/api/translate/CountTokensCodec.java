package dev.aiproxy.api.translate;

import dev.aiproxy.api.chat.ChatRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Translation of token counting. Stateless. */
public interface CountTokensCodec {
    /** Reads the conversation to be counted. */
    ChatRequest readRequest(ObjectNode body, RequestFacts facts);

    /** Writes the count for a client. */
    JsonNode writeResponse(long inputTokens, RequestFacts facts);

    /** Writes the request for an upstream that counts. */
    ObjectNode writeRequest(ChatRequest request, TargetFacts facts);

    /** Reads an upstream's count. */
    long readResponse(JsonNode body);
}
