package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.runtime.json.RequestBody;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioIoThread;

/**
 * A parsed and authenticated request, ready to be routed.
 *
 * @param snapshot kept for the whole exchange
 * @param translator that of the endpoint's format
 * @param io the thread that owns the exchange
 */
public record ExchangeRequest(
        Snapshot snapshot,
        RequestFacts facts,
        Translator translator,
        RequestBody body,
        Caller caller,
        XnioIoThread io) {
    /** The request with an edited body, and asking for another model unless that is null. */
    ExchangeRequest edited(List<JsonEdit> edits, @Nullable String model) {
        Endpoint endpoint = facts.endpoint();
        List<JsonEdit> all = new ArrayList<>(edits);
        if (model != null && endpoint.model() instanceof Endpoint.ModelLocation.BodyMember member) {
            all.add(JsonEdit.set(Json.nodes().stringNode(model), member.name()));
        }
        RequestBody next = all.isEmpty() ? body : body.with(all, Asked.members(endpoint));
        String asked = model != null ? model : Asked.model(endpoint, facts.pathVariables(), next);
        return new ExchangeRequest(snapshot, facts(asked, Asked.stream(endpoint, next)), translator, next, caller, io);
    }

    /** What is left to know once an upstream answers; its body is an empty object. */
    ExchangeRequest withoutBody() {
        return new ExchangeRequest(snapshot, facts, translator, RequestBody.EMPTY, caller, io);
    }

    /** The request asking for another model, whatever its body says. */
    ExchangeRequest toModel(String model) {
        return new ExchangeRequest(snapshot, facts(model, facts.stream()), translator, body, caller, io);
    }

    private RequestFacts facts(String model, boolean stream) {
        return new RequestFacts(
                facts.requestId(),
                facts.endpoint(),
                model,
                stream,
                facts.pathVariables(),
                facts.query(),
                facts.headers(),
                facts.receivedAt(),
                facts.ids());
    }
}
