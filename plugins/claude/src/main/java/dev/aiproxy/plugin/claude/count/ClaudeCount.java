package dev.aiproxy.plugin.claude.count;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.CountTokensCodec;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.wire.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/messages/count_tokens}: a request for messages without what only concerns the answer. */
public final class ClaudeCount implements CountTokensCodec {
    private static final String TOKENS = "input_tokens";
    private static final String MAX_TOKENS = "max_tokens";
    /** A chat request needs a limit; a count has none, and no limit changes the count. */
    private static final int ANY_LIMIT = 32_000;

    private static final List<String> COUNTED =
            List.of("model", "system", "messages", "tools", "tool_choice", "thinking");

    @Override
    public ObjectNode readRequest(ObjectNode body, RequestFacts facts) {
        if (!body.has(MAX_TOKENS)) {
            body.put(MAX_TOKENS, ANY_LIMIT);
        }
        return body;
    }

    @Override
    public JsonNode writeResponse(long inputTokens, RequestFacts facts) {
        return Json.object().put(TOKENS, inputTokens);
    }

    @Override
    public ObjectNode writeRequest(ObjectNode chat, TargetFacts facts) {
        chat.retain(COUNTED);
        return chat;
    }

    @Override
    public long readResponse(JsonNode body) {
        JsonNode tokens = body.path(TOKENS);
        if (!tokens.isIntegralNumber()) {
            throw new GatewayException(ErrorCode.UPSTREAM_INVALID, "the provider's answer is no count of tokens");
        }
        return tokens.asLong();
    }
}
