package dev.aiproxy.plugin.ollama.chat;

import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.IdSource;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads a whole answer. */
final class ResponseReader {
    private final IdSource ids;

    ResponseReader(IdSource ids) {
        this.ids = ids;
    }

    ChatResponse read(JsonNode body) {
        if (!body.path("message").isObject()) {
            throw new GatewayException(ErrorCode.UPSTREAM_INVALID, "the provider's answer holds no message");
        }
        List<Part> parts = new ArrayList<>();
        String thinking = AnswerReader.text(body, "thinking");
        if (!thinking.isEmpty()) {
            parts.add(new Part.Reasoning(thinking, null));
        }
        String content = AnswerReader.text(body, "content");
        if (!content.isEmpty()) {
            parts.add(Part.Text.of(content));
        }
        List<Part.ToolCall> calls = AnswerReader.calls(body, ids);
        parts.addAll(calls);
        FinishReason reason =
                DoneReasons.read(body.path(AnswerReader.DONE_REASON).asString(""), !calls.isEmpty());
        return new ChatResponse(
                null,
                AnswerReader.model(body),
                AnswerReader.created(body),
                List.of(new ChatResponse.Choice(0, parts, reason, null)),
                AnswerReader.usage(body));
    }
}
