package dev.aiproxy.api.translate;

import dev.aiproxy.api.wire.Headers;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a client's request besides its body. One per exchange, immutable.
 *
 * @param requestId the exchange's id; stands in the log and in errors
 * @param endpoint the endpoint that was called
 * @param requestedModel the model as the client named it; empty for endpoints without one
 * @param stream whether the client wants a stream
 * @param pathVariables percent-decoded
 * @param query first value of each query parameter, decoded
 * @param headers the client's headers without any that carry credentials or concern the connection
 * @param receivedAt when the request arrived; the translators' only clock
 * @param ids new ids; the translators' only randomness
 */
public record RequestFacts(
        String requestId,
        Endpoint endpoint,
        String requestedModel,
        boolean stream,
        Map<String, String> pathVariables,
        Map<String, String> query,
        Headers headers,
        Instant receivedAt,
        IdSource ids) {
    /** Copies the maps. */
    public RequestFacts {
        pathVariables = Map.copyOf(pathVariables);
        query = Map.copyOf(query);
    }

    /** The first value of a query parameter, decoded; empty if it was not given. */
    public Optional<String> queryParameter(String name) {
        return Optional.ofNullable(query.get(name));
    }
}
