package dev.aiproxy.plugin.gemini.count;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.CountTokensCodec;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.wire.Fields;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.plugin.gemini.naming.ModelName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code :countTokens}: bare contents, or a whole request for content, which is the only way to have tools and instructions counted
 * (https://ai.google.dev/api/tokens).
 */
public final class GeminiCount implements CountTokensCodec {
    private static final String WHOLE = "generateContentRequest";

    private static final String TOKENS = "totalTokens";

    @Override
    public ObjectNode readRequest(ObjectNode body, RequestFacts facts) {
        Fields whole = Fields.of(body).orSnakeCase().object(WHOLE);
        return whole == null ? body : whole.node();
    }

    @Override
    public JsonNode writeResponse(long inputTokens, RequestFacts facts) {
        return Json.object().put(TOKENS, inputTokens);
    }

    @Override
    public ObjectNode writeRequest(ObjectNode chat, TargetFacts facts) {
        chat.remove("generationConfig"); // says nothing of the prompt
        ObjectNode body = Json.object();
        body.putObject(WHOLE)
                .put(ModelName.MEMBER, ModelName.of(facts.upstreamModel()))
                .setAll(chat);
        return body;
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
