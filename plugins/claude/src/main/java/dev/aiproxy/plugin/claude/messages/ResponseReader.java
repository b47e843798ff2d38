package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.plugin.claude.error.ClaudeErrors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a complete answer of an upstream. */
final class ResponseReader {
    private final AnswerBlocks blocks;

    ResponseReader(AnswerBlocks blocks) {
        this.blocks = blocks;
    }

    ChatResponse read(JsonNode body) {
        JsonNode content = body.path("content");
        if (!content.isArray()) {
            throw noMessage(body);
        }
        List<Part> parts = new ArrayList<>();
        content.forEach(block -> blocks.read(block).ifPresent(parts::add));
        boolean called = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
        ChatResponse.Choice choice = new ChatResponse.Choice(
                0, parts, StopReasons.read(word(body, "stop_reason"), called), word(body, "stop_sequence"));
        return new ChatResponse(
                word(body, "id"),
                word(body, "model"),
                null,
                List.of(choice),
                new UsageWire().update(body.path("usage")).usage());
    }

    private static GatewayException noMessage(JsonNode body) {
        return body.path(ClaudeErrors.ERROR).isObject()
                ? new GatewayException(
                        ErrorCode.UPSTREAM_ERROR, ClaudeErrors.read(200, body).message())
                : new GatewayException(
                        ErrorCode.UPSTREAM_INVALID, "the provider's answer is no message: it has no content");
    }

    static @Nullable String word(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isString() && !value.asString().isEmpty() ? value.asString() : null;
    }
}
