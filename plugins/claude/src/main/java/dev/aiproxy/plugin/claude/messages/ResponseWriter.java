package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes a complete answer for a client; the format has one choice (R-CK 5). */
final class ResponseWriter {
    private final RequestFacts facts;
    private final Memory memory;

    ResponseWriter(RequestFacts facts, Memory memory) {
        this.facts = facts;
        this.memory = memory;
    }

    ObjectNode write(ChatResponse response) {
        ChatResponse.Choice choice = response.first();
        AnswerContent content = new AnswerContent(memory);
        choice.parts().forEach(part -> part.accept(content));
        String reason = StopReasons.write(choice.finishReason(), content.called(), choice.stopSequence());
        ObjectNode body = head(facts, response.id(), response.model());
        body.set("content", content.blocks());
        body.put("stop_reason", reason)
                .put("stop_sequence", reason.equals("stop_sequence") ? choice.stopSequence() : null);
        body.set("usage", UsageWire.write(response.usage()));
        return body;
    }

    /** What an answer begins with; an absent or empty id is replaced by a new one. */
    static ObjectNode head(RequestFacts facts, @Nullable String id, @Nullable String model) {
        return Json.object()
                .put("id", id == null || id.isEmpty() ? facts.ids().next("msg_") : id)
                .put("type", "message")
                .put("role", "assistant")
                .put("model", model == null || model.isEmpty() ? facts.requestedModel() : model);
    }
}
