package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.wire.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a complete answer for a client. */
final class ResponseWriter {
    private final Head head;
    private final Seals seals;

    ResponseWriter(RequestFacts facts, Seals seals) {
        this.head = new Head(facts);
        this.seals = seals;
    }

    ObjectNode write(ChatResponse response) {
        head.begin(response.id(), response.model());
        ArrayNode candidates = Json.nodes().arrayNode();
        if (response.choices().isEmpty()) {
            candidates.add(candidate(response.first()));
        }
        response.choices().forEach(choice -> candidates.add(candidate(choice)));
        return head.answer(candidates, response.usage().isUnknown() ? null : UsageWire.write(response.usage()));
    }

    private ObjectNode candidate(ChatResponse.Choice choice) {
        ArrayNode parts = Json.nodes().arrayNode();
        AnswerPart writer = new AnswerPart();
        choice.parts().forEach(part -> part.accept(writer).ifPresent(parts::add));
        seals.remember(choice.parts());
        return Head.candidate(choice.index(), parts, FinishReasons.write(choice.finishReason()));
    }
}
