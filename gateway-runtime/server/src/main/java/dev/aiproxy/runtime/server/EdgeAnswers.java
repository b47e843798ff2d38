package dev.aiproxy.runtime.server;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.runtime.dispatch.Ids;
import dev.aiproxy.runtime.metrics.EdgeRecord;
import dev.aiproxy.runtime.metrics.Observations;
import io.undertow.server.HttpServerExchange;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** What the gateway answers to clients without routing their requests; each is logged and counted once. */
final class EdgeAnswers {
    private final Clock clock;
    private volatile @Nullable Observations observations;

    EdgeAnswers(Clock clock) {
        this.clock = clock;
    }

    /** Tells these from now on. */
    void observe(Observations told) {
        observations = told;
    }

    /** What is known of a request; a path without an endpoint has neither translator nor operation. */
    record Request(
            String id,
            @Nullable Translator translator,
            @Nullable Operation operation) {
        static Request of(String id, EndpointTable.Match match) {
            return new Request(id, match.translator(), match.endpoint().operation());
        }
    }

    /** An error in the format of the request. */
    void refuse(HttpServerExchange exchange, Request request, GatewayError error) {
        note(exchange, request, error.status(), error.code());
        Replies.error(exchange, request.translator(), error);
    }

    /** The client left before it had told what it wants. */
    void left(HttpServerExchange exchange, Request request) {
        note(exchange, request, ErrorCode.CLIENT_CLOSED.status(), ErrorCode.CLIENT_CLOSED);
    }

    /** A success. */
    void answered(HttpServerExchange exchange, Request request) {
        note(exchange, request, exchange.getStatusCode(), null);
    }

    /**
     * A request whose head was refused before anybody could look at it.
     *
     * @return the id that it got
     */
    String unreadable(String client) {
        ErrorCode error = ErrorCode.INVALID_REQUEST;
        Request request = new Request(Ids.RANDOM.next("req_"), null, null);
        note(client, request, error.status(), error);
        return request.id();
    }

    private void note(HttpServerExchange exchange, Request request, int status, @Nullable ErrorCode error) {
        note(ClientAddress.of(exchange), request, status, error);
    }

    private void note(String client, Request request, int status, @Nullable ErrorCode error) {
        Observations told = observations;
        if (told != null) {
            told.answered(new EdgeRecord(
                    request.id(),
                    clock.instant(),
                    request.translator() == null ? null : request.translator().format(),
                    request.operation(),
                    client,
                    status,
                    error));
        }
    }
}
