package dev.aiproxy.api.translate;

import dev.aiproxy.api.wire.Headers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;

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

    /**
     * The endpoint's path with its variables filled in, and the query behind it, all percent-encoded; what an upstream with the same
     * paths is asked.
     */
    public String target() {
        String path = endpoint.path();
        for (Map.Entry<String, String> variable : pathVariables.entrySet()) {
            path = path.replace("{" + variable.getKey() + "}", encoded(variable.getValue()));
        }
        StringJoiner parameters = new StringJoiner("&", "?", "").setEmptyValue("");
        new TreeMap<>(query).forEach((name, value) -> parameters.add(encoded(name) + "=" + encoded(value)));
        return path + parameters;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The first value of a query parameter, decoded; empty if it was not given. */
    public Optional<String> queryParameter(String name) {
        return Optional.ofNullable(query.get(name));
    }
}
