package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.runtime.config.ModelGlobs;
import dev.aiproxy.runtime.routing.Choices;
import dev.aiproxy.runtime.routing.Router;
import java.util.List;

/** The models that a request is for, and who may answer it. */
final class Requested {
    private Requested() {}

    /**
     * The way through the candidates of the model and of those that stand in for it.
     *
     * @throws GatewayException if nobody serves it
     */
    static Choices choices(ExchangeContext exchange) {
        String model = exchange.facts().requestedModel();
        ModelGlobs allowed = exchange.request().caller().models();
        Router router = exchange.request().snapshot().router();
        Choices found = router.choices(model, ClientModels.of(exchange), allowed::match, exchange.operation());
        if (found.isEmpty()) {
            throw unknown(model, router, allowed);
        }
        Choices asked = exchange.stored().among(found);
        asked.limit(candidate -> Attempts.offered(exchange, candidate));
        return asked;
    }

    /** The same answer for every model that the key is not for, so that it does not tell which ones there are. */
    static void requireAllowed(String model, ModelGlobs allowed) {
        if (allowed.areAll() || (!model.isEmpty() && allowed.match(model))) {
            return;
        }
        throw new GatewayException(
                ErrorCode.FORBIDDEN,
                model.isEmpty()
                        ? "the API key is limited to models, and this request names none"
                        : "the API key may not be used for the model '" + model + "'");
    }

    private static GatewayException unknown(String model, Router router, ModelGlobs allowed) {
        List<String> nearest =
                router.nearest(model).stream().filter(allowed::match).toList();
        String hint = nearest.isEmpty() ? "" : "; did you mean " + String.join(", ", nearest) + "?";
        return new GatewayException(
                ErrorCode.MODEL_NOT_FOUND, "no configured provider serves the model '" + model + "'" + hint);
    }
}
