package dev.aiproxy.runtime.server;

import dev.aiproxy.api.error.ErrorReply;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.runtime.metrics.EdgeRecord;
import dev.aiproxy.runtime.metrics.ExchangeLog;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sends whole JSON answers: what the gateway itself answers, and errors met before an exchange began. */
final class Replies {
    private static final long MAX_DRAINED = 64 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

    private Replies() {}

    static void json(HttpServerExchange exchange, int status, JsonNode body) {
        if (exchange.isComplete()) {
            return;
        }
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        ByteBuffer bytes = ByteBuffer.wrap(Json.bytes(body));
        boolean keptOpen = exchange.isPersistent() && Http2Exchange.of(exchange) == null;
        if (exchange.isRequestComplete() || keptOpen) {
            exchange.getResponseSender().send(bytes);
        } else {
            exchange.dispatch(exchange.getIoThread(), () -> beforeTheBody(exchange, bytes));
        }
    }

    /**
     * Answers while the client still sends: Undertow would read all of it first, or reset the connection behind the answer, and over
     * HTTP/2 it needs not come.
     */
    private static void beforeTheBody(HttpServerExchange exchange, ByteBuffer answer) {
        UndertowClientStream stream = new UndertowClientStream(exchange);
        exchange.setResponseContentLength(answer.remaining());
        stream.write(answer);
        stream.end();
    }

    /** An error in the format of the translator; in a plain shape if there is none. */
    static void error(HttpServerExchange exchange, @Nullable Translator translator, GatewayError error) {
        if (!exchange.isRequestComplete() && !worthDraining(exchange)) {
            exchange.setPersistent(false);
        }
        if (error.retryAfter() != null) {
            exchange.getResponseHeaders()
                    .put(Headers.RETRY_AFTER, Math.max(1, error.retryAfter().toSeconds()));
        }
        ErrorReply reply = rendered(translator, error);
        reply.headers()
                .forEach((name, value) -> exchange.getResponseHeaders().put(HttpString.tryFromString(name), value));
        json(exchange, reply.status(), reply.body());
    }

    /** An error of the admin API or its like, logged. */
    static void refuse(HttpServerExchange exchange, GatewayError error) {
        ExchangeLog.write(new EdgeRecord(
                error.requestId(),
                Instant.now(),
                null,
                null,
                ClientAddress.of(exchange),
                error.status(),
                error.code()));
        error(exchange, null, error);
    }

    /** The server skips what nobody read; of a small body that costs less than a new connection. */
    private static boolean worthDraining(HttpServerExchange exchange) {
        long length = exchange.getRequestContentLength();
        return length >= 0 && length <= MAX_DRAINED && !HttpContinue.requiresContinueResponse(exchange);
    }

    /** A translator that cannot even do this leaves the client with the plain shape. */
    private static ErrorReply rendered(@Nullable Translator translator, GatewayError error) {
        ErrorReply plain = new ErrorReply(error.status(), dev.aiproxy.api.wire.Headers.none(), plain(error));
        if (translator == null) {
            return plain;
        }
        try {
            return translator.writeError(error);
        } catch (RuntimeException | LinkageError fault) {
            LOG.error("a translator failed in writeError on exchange {}", error.requestId(), fault);
            return plain;
        }
    }

    static ObjectNode plain(GatewayError error) {
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("code", error.code().name().toLowerCase(java.util.Locale.ROOT))
                .put("message", error.message())
                .put("request_id", error.requestId());
        return body;
    }
}
