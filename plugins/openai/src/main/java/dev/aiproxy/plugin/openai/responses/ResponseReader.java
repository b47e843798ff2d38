package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a complete answer of an upstream. */
final class ResponseReader {
    private final OutputReader output;

    ResponseReader(OutputReader output) {
        this.output = output;
    }

    ChatResponse read(JsonNode body) {
        JsonNode items = body.path("output");
        if (ResponsesErrors.isFailure(body)) {
            throw new GatewayException(
                    ErrorCode.UPSTREAM_ERROR, ResponsesErrors.read(200, body).message());
        }
        if (!items.isArray()) {
            throw new GatewayException(
                    ErrorCode.UPSTREAM_INVALID, "the provider's answer is no response: it has no output");
        }
        List<Part> parts = output.parts(items);
        FinishReason reason = FinishReasons.read(
                body,
                parts.stream().anyMatch(Part.ToolCall.class::isInstance),
                parts.stream().anyMatch(Part.Refusal.class::isInstance));
        return new ChatResponse(
                word(body, "id"),
                word(body, "model"),
                created(body),
                List.of(new ChatResponse.Choice(0, parts, reason, null)),
                UsageWire.read(body.path("usage")));
    }

    static @Nullable String word(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isString() && !value.asString().isEmpty() ? value.asString() : null;
    }

    static @Nullable Long created(JsonNode node) {
        JsonNode value = node.path("created_at");
        return value.isNumber() && value.canConvertToLong() && value.asLong() > 0 ? (Long) value.asLong() : null;
    }
}
