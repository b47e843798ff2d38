package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Fields;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonBody;
import dev.aiproxy.api.wire.JsonText;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a request may refer to that only the upstream which keeps it knows. Requests that are translated go to upstreams without such
 * a store: they are refused, for leaving the reference out would lose a part of the conversation (Q-RC-9).
 */
final class StoredState {
    private static final byte[] REFERENCE = JsonText.needle("\"item_reference\"");
    private static final List<String> REFERENCES = List.of("previous_response_id", "conversation", "prompt");

    private StoredState() {}

    /** Refuses a request that needs an upstream's store. */
    static void refuse(Fields body) {
        for (String name : REFERENCES) {
            if (body.value(name) != null) {
                throw refusal(body.at(name), "refers to what an upstream has stored");
            }
        }
        if (Boolean.TRUE.equals(body.bool("background"))) {
            throw refusal(body.at("background"), "needs an upstream that keeps the response");
        }
    }

    /** The ids of what a request refers to; a prompt is the operator's, whoever uses it. */
    static List<String> references(JsonBody body) {
        List<String> ids = new ArrayList<>();
        body.find("previous_response_id").ifPresent(id -> add(id, ids));
        body.find("conversation").ifPresent(conversation -> add(id(conversation), ids));
        if (body.mayContain(REFERENCE)) {
            for (JsonNode item : body.find("input").orElse(Json.object())) {
                if (item.path("type").asString("").equals("item_reference")) {
                    add(item.path("id"), ids);
                }
            }
        }
        return ids;
    }

    private static JsonNode id(JsonNode conversation) {
        return conversation.isObject() ? conversation.path("id") : conversation;
    }

    private static void add(JsonNode id, List<String> ids) {
        if (id.isString() && !id.asString().isEmpty()) {
            ids.add(id.asString());
        }
    }

    static GatewayException refusal(String at, String reason) {
        return GatewayException.unsupported(
                at,
                at + ": " + reason + "; the upstream of this model has no store. Send the whole conversation instead");
    }
}
