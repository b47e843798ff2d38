package dev.aiproxy.runtime.server;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.ModelsCodec;
import dev.aiproxy.api.translate.ModelsCodec.ModelInfo;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.runtime.dispatch.Caller;
import dev.aiproxy.runtime.dispatch.Snapshot;
import dev.aiproxy.runtime.routing.Router;
import io.undertow.server.HttpServerExchange;
import java.time.Instant;
import java.util.List;

/** Answers model lists from the routes, in the format of the endpoint that was asked. */
final class ModelLists {
    private final long startSeconds;

    ModelLists(Instant start) {
        this.startSeconds = start.getEpochSecond();
    }

    /** Shows what the caller may ask for. */
    void serve(
            HttpServerExchange exchange,
            Snapshot snapshot,
            EndpointTable.Match match,
            Caller caller,
            RequestFacts facts) {
        ModelsCodec codec = match.translator()
                .models()
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.PLUGIN_FAULT,
                        "wire format '" + match.translator().format() + "' declares a model list, but renders none"));
        List<ModelInfo> models = snapshot.router().models().stream()
                .filter(model -> caller.models().match(model.name()))
                .map(this::info)
                .toList();
        if (match.pathVariables().isEmpty()) {
            Replies.json(exchange, 200, codec.writeList(models, facts));
            return;
        }
        String wanted = match.pathVariables().values().iterator().next();
        ModelInfo model = models.stream()
                .filter(info -> info.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.MODEL_NOT_FOUND, "no configured provider serves the model '" + wanted + "'"));
        Replies.json(exchange, 200, codec.writeModel(model, facts));
    }

    private ModelInfo info(Router.ListedModel model) {
        return new ModelInfo(model.name(), model.provider(), startSeconds, null);
    }
}
