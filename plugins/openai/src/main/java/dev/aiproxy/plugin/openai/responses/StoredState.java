package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Fields;
import java.util.List;

/**
 * What a request may refer to that only the upstream which keeps it knows. Requests that are translated go to upstreams without such
 * a store: they are refused, for leaving the reference out would lose a part of the conversation (Q-RC-9).
 */
final class StoredState {
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

    static GatewayException refusal(String at, String reason) {
        return GatewayException.unsupported(
                at,
                at + ": " + reason + "; the upstream of this model has no store. Send the whole conversation instead");
    }
}
