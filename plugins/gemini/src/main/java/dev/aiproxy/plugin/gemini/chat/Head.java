package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What answers and chunks have in common; the same id on every chunk. */
final class Head {
    private final RequestFacts facts;
    private @Nullable String id;
    private @Nullable String model;

    Head(RequestFacts facts) {
        this.facts = facts;
    }

    void begin(@Nullable String answerId, @Nullable String answerModel) {
        id = answerId == null || answerId.isEmpty() ? id : answerId;
        model = answerModel == null || answerModel.isEmpty() ? model : answerModel;
    }

    /** An answer with these candidates. */
    ObjectNode answer(ArrayNode candidates, @Nullable ObjectNode usage) {
        ObjectNode answer = Json.object();
        answer.set("candidates", candidates);
        if (usage != null) {
            answer.set(UsageWire.NAME, usage);
        }
        return answer.put("modelVersion", model == null ? facts.requestedModel() : model)
                .put("responseId", responseId());
    }

    private String responseId() {
        String known = id == null ? facts.ids().next("") : id;
        id = known;
        return known;
    }

    /** A candidate; content without parts is given an empty one, as Google does (R-CG-6). */
    static ObjectNode candidate(int index, ArrayNode parts, @Nullable String finishReason) {
        ObjectNode candidate = Json.object();
        ObjectNode content = candidate.putObject("content");
        JsonNode said =
                parts.isEmpty() ? Json.nodes().arrayNode().add(Json.object().put("text", "")) : parts;
        content.set("parts", said);
        content.put("role", "model");
        if (finishReason != null) {
            candidate.put("finishReason", finishReason);
        }
        return candidate.put("index", index);
    }
}
