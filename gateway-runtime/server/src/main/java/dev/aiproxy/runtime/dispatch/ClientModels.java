package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.runtime.routing.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Models that a client names besides the one that it asks for, to be tried if that one fails. They are this gateway's business only
 * if it serves every one of them; an upstream may know such a list too.
 */
final class ClientModels {
    static final String MEMBER = "models";

    private ClientModels() {}

    /** In the client's order; empty if there are none, or if they are the upstream's business. */
    static List<String> of(ExchangeContext exchange) {
        boolean named = exchange.facts().endpoint().model() instanceof Endpoint.ModelLocation.BodyMember;
        if (!named || !exchange.isChat()) {
            return List.of();
        }
        Optional<JsonNode> list = exchange.request().body().find(MEMBER).filter(JsonNode::isArray);
        if (list.isEmpty() || list.get().isEmpty()) {
            return List.of();
        }
        Router router = exchange.request().snapshot().router();
        List<String> models = new ArrayList<>();
        for (JsonNode model : list.get()) {
            if (!model.isString()
                    || !router.serves(model.stringValue())
                    || !exchange.request().caller().models().match(model.stringValue())) {
                return List.of();
            }
            models.add(model.stringValue());
        }
        exchange.keepModelsBack();
        return models;
    }
}
