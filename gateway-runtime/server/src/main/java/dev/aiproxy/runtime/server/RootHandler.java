package dev.aiproxy.runtime.server;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.runtime.config.GatewayConfig;
import dev.aiproxy.runtime.dispatch.Snapshot;
import dev.aiproxy.runtime.metrics.Observations;
import dev.aiproxy.runtime.plugin.guard.PluginWatch;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** The first to see a request: health, admin API, or an endpoint of a translator. */
final class RootHandler implements HttpHandler {
    /** What clients are told while it is so. */
    static final String SHUTTING_DOWN = "the gateway is shutting down";

    private static final Logger LOG = LoggerFactory.getLogger(RootHandler.class);

    private final Supplier<GatewayState> state;
    private final BooleanSupplier draining;
    private final Supplier<List<PluginWatch.Hang>> hanging;
    private final ApiHandler api;
    private final EdgeAnswers edge;
    private volatile @Nullable AdminHandler admin;
    private final OpenRequests open = new OpenRequests();

    RootHandler(
            Supplier<GatewayState> state,
            BooleanSupplier draining,
            Supplier<List<PluginWatch.Hang>> hanging,
            ApiHandler api,
            EdgeAnswers edge) {
        this.state = state;
        this.draining = draining;
        this.hanging = hanging;
        this.api = api;
        this.edge = edge;
    }

    void administer(Control control, Observations observations) {
        edge.observe(observations);
        admin = new AdminHandler(control, () -> state.get().snapshot(), observations);
    }

    /** Requests whose answer is not wholly sent. */
    int open() {
        return open.count();
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        Http2Exchange.begin(exchange);
        String requestId = RequestIds.of(exchange);
        exchange.getResponseHeaders().put(RequestIds.HEADER, requestId);
        ClientAddress.note(exchange, edge().trustedProxies());
        open.begin(exchange);
        try {
            route(exchange, requestId);
        } catch (RuntimeException defect) {
            LOG.error("exchange {} failed by a defect of the gateway", requestId, defect);
            Replies.refuse(
                    exchange, GatewayError.of(ErrorCode.INTERNAL, "the gateway failed on this request", requestId));
        }
    }

    private void route(HttpServerExchange exchange, String requestId) {
        String path = exchange.getRequestPath();
        if (path.equals("/health")) {
            health(exchange, requestId);
        } else if (path.equals("/metrics") || path.equals("/admin") || path.startsWith("/admin/")) {
            admin(exchange, requestId);
        } else if (Cors.answer(exchange, edge().allowedOrigins(), () -> methods(path))) {
            LOG.debug("exchange {} told a browser what is allowed", requestId);
        } else if (draining.getAsBoolean()) {
            exchange.setPersistent(false);
            edge.refuse(exchange, unread(exchange, requestId), shuttingDown(requestId));
        } else if (open.count() > state.get().snapshot().config().limits().maxExchanges()) {
            edge.refuse(exchange, unread(exchange, requestId), overloaded(requestId));
        } else {
            api.handle(exchange, enter(exchange), requestId);
        }
    }

    private void admin(HttpServerExchange exchange, String requestId) {
        AdminHandler handler = admin;
        if (handler == null) {
            Replies.refuse(exchange, GatewayError.of(ErrorCode.NOT_FOUND, "there is no admin API", requestId));
        } else if (exchange.getRequestPath().equals("/metrics")) {
            handler.metrics(exchange, state.get().snapshot().config().access(), requestId);
        } else {
            handler.handle(exchange, state.get().snapshot().config().access(), requestId);
        }
    }

    /** The state that this request is served from, which is not let go before the request is over. */
    private GatewayState enter(HttpServerExchange exchange) {
        GatewayState current = state.get();
        while (!current.snapshot().enter()) {
            current = state.get();
        }
        Snapshot entered = current.snapshot();
        exchange.addExchangeCompleteListener((done, next) -> {
            entered.leave();
            next.proceed();
        });
        return current;
    }

    private Set<String> methods(String path) {
        return state.get().endpoints().methods(path);
    }

    /** A request of which nobody has looked at more than the head. */
    private EdgeAnswers.Request unread(HttpServerExchange exchange, String requestId) {
        EndpointTable endpoints = state.get().endpoints();
        Predicate<String> hasHeader = exchange.getRequestHeaders()::contains;
        EndpointTable.Match match = endpoints
                .find(exchange.getRequestMethod().toString(), exchange.getRequestPath(), hasHeader)
                .match();
        return match == null
                ? new EdgeAnswers.Request(requestId, endpoints.closest(exchange.getRequestPath(), hasHeader), null)
                : EdgeAnswers.Request.of(requestId, match);
    }

    private GatewayConfig.Edge edge() {
        return state.get().snapshot().config().edge();
    }

    private static GatewayError overloaded(String requestId) {
        ErrorCode code = ErrorCode.OVERLOADED;
        return new GatewayError(
                code,
                code.status(),
                "the gateway serves as many requests as it may (option limits.max-exchanges); try again",
                null,
                requestId,
                null,
                Duration.ofSeconds(1));
    }

    private static GatewayError shuttingDown(String requestId) {
        ErrorCode code = ErrorCode.SHUTTING_DOWN;
        return new GatewayError(code, code.status(), SHUTTING_DOWN, null, requestId, null, Duration.ofSeconds(5));
    }

    private void health(HttpServerExchange exchange, String requestId) {
        if (!exchange.getRequestMethod().equals(Methods.GET)
                && !exchange.getRequestMethod().equals(Methods.HEAD)) {
            exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD");
            Replies.refuse(exchange, GatewayError.of(ErrorCode.METHOD_NOT_ALLOWED, "use GET or HEAD", requestId));
            return;
        }
        String status = status();
        ObjectNode body = Json.object().put("status", status);
        if (status.equals("ok")) {
            Replies.json(exchange, 200, body);
        } else {
            Replies.json(exchange, 503, body.put("request_id", requestId));
        }
    }

    private String status() {
        if (draining.getAsBoolean()) {
            return "shutting down";
        }
        List<PluginWatch.Hang> holding = hanging.get();
        return holding.isEmpty()
                ? "ok"
                : "plugin '" + holding.get(0).pluginId() + "' does not return from "
                        + holding.get(0).point();
    }
}
