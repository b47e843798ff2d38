package dev.aiproxy.runtime.server;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.runtime.config.GatewayConfig;
import dev.aiproxy.runtime.dispatch.Asked;
import dev.aiproxy.runtime.dispatch.Caller;
import dev.aiproxy.runtime.dispatch.Dispatcher;
import dev.aiproxy.runtime.dispatch.ExchangeRequest;
import dev.aiproxy.runtime.dispatch.Ids;
import dev.aiproxy.runtime.dispatch.Prepared;
import dev.aiproxy.runtime.json.RequestBody;
import dev.aiproxy.runtime.server.EndpointTable.Match;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the endpoints that translators declare: authenticates, reads, looks into the body, hands over to dispatch. */
final class ApiHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);
    private static final int SCANNED_ON_IO_THREAD = 256 * 1024;

    private final Dispatcher dispatcher;
    private final ModelLists modelLists;
    private final Clients clients;
    private final EdgeAnswers edge;
    private final Clock clock;

    ApiHandler(Dispatcher dispatcher, ModelLists modelLists, EdgeAnswers edge, Clock clock) {
        this.dispatcher = dispatcher;
        this.modelLists = modelLists;
        this.clients = new Clients(dispatcher);
        this.edge = edge;
        this.clock = clock;
    }

    void handle(HttpServerExchange exchange, GatewayState state, String requestId) {
        Predicate<String> hasHeader = exchange.getRequestHeaders()::contains;
        String path = exchange.getRequestPath();
        var lookup = state.endpoints().find(exchange.getRequestMethod().toString(), path, hasHeader);
        Match match = lookup.match();
        EdgeAnswers.Request request = match == null
                ? new EdgeAnswers.Request(requestId, state.endpoints().closest(path, hasHeader), null)
                : EdgeAnswers.Request.of(requestId, match);
        clients.identify(exchange, state, new Clients.Identified() {
            @Override
            public void as(Caller caller) {
                try {
                    if (match == null) {
                        throw unmatched(exchange, path, lookup);
                    }
                    serve(exchange, new Call(state, match, requestId, caller));
                } catch (GatewayException refused) {
                    refused(refused);
                }
            }

            @Override
            public void refused(GatewayException reason) {
                edge.refuse(exchange, request, GatewayError.of(reason, requestId));
            }
        });
    }

    /** A request on its way to dispatch. */
    private record Call(GatewayState state, Match match, String requestId, Caller caller) {
        EdgeAnswers.Request request() {
            return EdgeAnswers.Request.of(requestId, match);
        }
    }

    private static GatewayException unmatched(HttpServerExchange exchange, String path, EndpointTable.Lookup lookup) {
        if (lookup.allowedMethods().isEmpty()) {
            return new GatewayException(ErrorCode.NOT_FOUND, "there is no endpoint " + shown(path));
        }
        String allowed = String.join(", ", lookup.allowedMethods());
        exchange.getResponseHeaders().put(Headers.ALLOW, allowed);
        return new GatewayException(
                ErrorCode.METHOD_NOT_ALLOWED,
                exchange.getRequestMethod() + " is not allowed for " + shown(path) + "; use " + allowed);
    }

    private static String shown(String path) {
        return path.length() > 200 ? path.substring(0, 200) + "…" : path;
    }

    private void serve(HttpServerExchange exchange, Call call) {
        if (call.match().endpoint().operation().equals(Operation.MODELS)) {
            modelLists.serve(
                    exchange, call.state().snapshot(), call.match(), call.caller(), facts(exchange, call, "", false));
            edge.answered(exchange, call.request());
            return;
        }
        requireJson(exchange);
        ContentCoding coding = ContentCoding.of(exchange);
        exchange.dispatch(SameThreadExecutor.INSTANCE, () -> read(exchange, call, coding));
    }

    private static void requireJson(HttpServerExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        if (type != null && !type.toLowerCase(java.util.Locale.ROOT).contains("json")) {
            throw new GatewayException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "the content type must be application/json, not '" + type + "' (with curl: -H 'content-type: "
                            + "application/json')");
        }
    }

    private void read(HttpServerExchange exchange, Call call, @Nullable ContentCoding coding) {
        BodyReader reader = new BodyReader(
                exchange, bodyLimit(call), limits(call).timeouts().body(), new Body(exchange, call, coding));
        if (!HttpContinue.requiresContinueResponse(exchange) || tooLarge(exchange, call)) {
            reader.start();
            return;
        }
        HttpContinue.sendContinueResponse(exchange, new IoCallback() {
            @Override
            public void onComplete(HttpServerExchange ready, Sender sender) {
                reader.start();
            }

            @Override
            public void onException(HttpServerExchange broken, Sender sender, IOException reason) {
                Http2Exchange.breakOff(broken);
            }
        });
    }

    private static GatewayException excess(Call call) {
        return new GatewayException(
                ErrorCode.PAYLOAD_TOO_LARGE,
                "the request body is larger than the limit of " + (bodyLimit(call) >> 20)
                        + " MB (option body-limit-mb)");
    }

    private static boolean tooLarge(HttpServerExchange exchange, Call call) {
        return exchange.getRequestContentLength() > bodyLimit(call);
    }

    private static int bodyLimit(Call call) {
        long limit = limits(call).bodyLimitBytes();
        return (int) Math.min(limit, Integer.MAX_VALUE - 16);
    }

    private static GatewayConfig.Limits limits(Call call) {
        return call.state().snapshot().config().limits();
    }

    private final class Body implements BodyReader.Callback {
        private final HttpServerExchange exchange;
        private final Call call;
        private final @Nullable ContentCoding coding;

        Body(HttpServerExchange exchange, Call call, @Nullable ContentCoding coding) {
            this.exchange = exchange;
            this.call = call;
            this.coding = coding;
        }

        @Override
        public void complete(byte[] bytes, int length) {
            if (coding == null && length <= SCANNED_ON_IO_THREAD) {
                guarded(() -> dispatch(scan(bytes, length)));
                return;
            }
            exchange.getConnection().getWorker().execute(() -> scanElsewhere(bytes, length));
        }

        private void scanElsewhere(byte[] bytes, int length) {
            try {
                RequestBody scanned = coding == null ? scan(bytes, length) : decode(coding, bytes, length);
                exchange.getIoThread().execute(() -> guarded(() -> dispatch(scanned)));
            } catch (RuntimeException refused) {
                exchange.getIoThread()
                        .execute(() -> guarded(() -> {
                            throw refused;
                        }));
            }
        }

        private RequestBody decode(ContentCoding used, byte[] bytes, int length) {
            byte[] decoded = used.decode(bytes, length, bodyLimit(call));
            if (decoded == null) {
                throw excess(call);
            }
            return scan(decoded, decoded.length);
        }

        private RequestBody scan(byte[] bytes, int length) {
            if (call.match().endpoint().operation().equals(Operation.STORED)) {
                return RequestBody.EMPTY;
            }
            RequestBody body = RequestBody.scan(
                    bytes, 0, length, Asked.members(call.match().endpoint()));
            body.requireDepth(limits(call).jsonDepth());
            return body;
        }

        private void dispatch(RequestBody body) {
            RequestFacts facts = facts(
                    exchange,
                    call,
                    Asked.model(call.match().endpoint(), call.match().pathVariables(), body),
                    Asked.stream(call.match().endpoint(), body));
            UndertowClientStream client = new UndertowClientStream(exchange);
            Prepared prepared = dispatcher.prepare(
                    new ExchangeRequest(
                            call.state().snapshot(),
                            facts,
                            call.match().translator(),
                            body,
                            call.caller(),
                            exchange.getIoThread()),
                    client);
            client.attach(prepared);
            prepared.start();
        }

        private void guarded(Runnable step) {
            if (exchange.isComplete()) {
                edge.left(exchange, call.request());
                return;
            }
            try {
                step.run();
            } catch (GatewayException refused) {
                refuse(refused);
            } catch (RuntimeException defect) {
                LOG.error("exchange {} could not be started", call.requestId(), defect);
                refuse(new GatewayException(ErrorCode.INTERNAL, "the gateway failed on this request"));
            }
        }

        private void refuse(GatewayException reason) {
            edge.refuse(exchange, call.request(), GatewayError.of(reason, call.requestId()));
        }

        @Override
        public void tooLarge() {
            refuse(excess(call));
        }

        @Override
        public void timedOut() {
            exchange.setPersistent(false);
            refuse(new GatewayException(
                    ErrorCode.REQUEST_TIMEOUT,
                    "the request body did not go on for "
                            + limits(call).timeouts().body().toSeconds()
                            + " s (option limits.body-timeout)"));
            // the rest of the body may never come, and nobody waits for it
            exchange.getIoThread().executeAfter(() -> Http2Exchange.breakOff(exchange), 1, TimeUnit.SECONDS);
        }

        @Override
        public void failed(IOException reason) {
            LOG.debug("exchange {}: the client left while its request was read", call.requestId());
            edge.left(exchange, call.request());
            Http2Exchange.breakOff(exchange);
        }
    }

    private RequestFacts facts(HttpServerExchange exchange, Call call, String model, boolean stream) {
        return new RequestFacts(
                call.requestId(),
                call.match().endpoint(),
                model,
                stream,
                Map.copyOf(call.match().pathVariables()),
                FactsReader.query(exchange),
                FactsReader.headers(exchange),
                clock.instant(),
                Ids.RANDOM);
    }
}
