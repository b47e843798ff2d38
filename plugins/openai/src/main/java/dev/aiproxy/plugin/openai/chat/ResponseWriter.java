package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a complete answer for a client. */
final class ResponseWriter {
    private final RequestFacts facts;
    private final Seals seals;

    ResponseWriter(RequestFacts facts, Seals seals) {
        this.facts = facts;
        this.seals = seals;
    }

    ObjectNode write(ChatResponse response) {
        ObjectNode body = head(facts, "chat.completion", response.id(), response.model(), response.created());
        ArrayNode choices = body.putArray("choices");
        if (response.choices().isEmpty()) {
            choices.add(choice(response.first()));
        }
        response.choices().forEach(choice -> choices.add(choice(choice)));
        if (!response.usage().isUnknown()) {
            body.set("usage", UsageWire.write(response.usage()));
        }
        return body;
    }

    /** What answers and chunks begin with; an absent or empty id is replaced by a new one. */
    static ObjectNode head(
            RequestFacts facts, String object, @Nullable String id, @Nullable String model, @Nullable Long created) {
        return Json.object()
                .put("id", id == null || id.isEmpty() ? facts.ids().next("chatcmpl-") : id)
                .put("object", object)
                .put("created", created == null ? facts.receivedAt().getEpochSecond() : created)
                .put("model", model == null || model.isEmpty() ? facts.requestedModel() : model);
    }

    private ObjectNode choice(ChatResponse.Choice choice) {
        AnswerMessage message = new AnswerMessage();
        choice.parts().forEach(part -> part.accept(message));
        seals.remember(choice.parts());
        ObjectNode written = message.finished();
        Seals.extension(choice.parts()).ifPresent(extra -> written.set(ExtraContent.NAME, extra));
        ObjectNode node = Json.object().put("index", choice.index());
        node.set("message", written);
        return node.putNull("logprobs")
                .put("finish_reason", FinishReasons.write(choice.finishReason(), message.hasCalls()));
    }
}
