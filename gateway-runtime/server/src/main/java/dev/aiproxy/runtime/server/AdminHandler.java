package dev.aiproxy.runtime.server;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.runtime.config.Access;
import dev.aiproxy.runtime.dispatch.Snapshot;
import dev.aiproxy.runtime.metrics.ExchangeMetrics;
import dev.aiproxy.runtime.metrics.Observations;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** The admin API: what an operator may see and do. Whatever may take long runs on a worker thread. */
final class AdminHandler {
    private static final Logger LOG = LoggerFactory.getLogger(AdminHandler.class);

    private final List<Route> routes = new ArrayList<>();
    private final ExchangeMetrics metrics;

    /** What a request is answered; errors of which only a message is to be told are thrown. */
    record Answer(int status, ObjectNode body) {
        private ObjectNode body(String requestId) {
            return status < 400 ? body : body.put("request_id", requestId);
        }
    }

    /** @param action is given the variables of the path, and {@code level} of the query */
    private record Route(HttpString method, PathTemplate path, Function<Map<String, String>, Answer> action) {}

    AdminHandler(Control control, Supplier<Snapshot> snapshots, Observations observations) {
        AdminPlugins plugins = new AdminPlugins(control);
        route(Methods.GET, "/admin/plugins", variables -> plugins.list());
        route(Methods.GET, "/admin/plugins/{id}", plugins::one);
        route(Methods.POST, "/admin/plugins/{id}/enable", plugins::enable);
        route(Methods.POST, "/admin/plugins/{id}/disable", plugins::disable);
        route(Methods.POST, "/admin/plugins/{id}/reload", plugins::reload);
        AdminConfig config = new AdminConfig(control);
        route(Methods.GET, "/admin/config", variables -> config.show());
        route(Methods.POST, "/admin/reload", variables -> config.reload());
        route(Methods.GET, "/admin/log-level", variables -> config.logLevel());
        route(Methods.POST, "/admin/log-level", config::logLevel);
        AdminCredentials credentials = new AdminCredentials(snapshots);
        route(Methods.GET, "/admin/models", variables -> credentials.models());
        route(Methods.GET, "/admin/credentials", variables -> credentials.list());
        route(Methods.POST, "/admin/credentials/{id}/reset", credentials::reset);
        route(Methods.POST, "/admin/credentials/{id}/disable", credentials::disable);
        route(Methods.POST, "/admin/credentials/{id}/enable", credentials::enable);
        AdminRequests requests = new AdminRequests(observations.recent());
        route(Methods.GET, "/admin/requests", variables -> requests.list());
        this.metrics = observations.metrics();
        route(Methods.GET, "/admin/metrics", variables -> new Answer(200, metrics.json()));
    }

    private void route(HttpString method, String path, Function<Map<String, String>, Answer> action) {
        routes.add(new Route(method, new PathTemplate(path), action));
    }

    /** The metrics, for a monitoring system that may use the admin API. */
    void metrics(HttpServerExchange exchange, Access access, String requestId) {
        if (refused(exchange, access, requestId)) {
            return;
        }
        if (!method(exchange).equals(Methods.GET)) {
            exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD");
            refuse(exchange, ErrorCode.METHOD_NOT_ALLOWED, "use GET or HEAD", requestId);
            return;
        }
        onWorker(exchange, requestId, () -> {
            ByteBuffer text = ByteBuffer.wrap(metrics.prometheus());
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, ExchangeMetrics.prometheusType());
            exchange.getResponseSender().send(text);
        });
    }

    private static boolean refused(HttpServerExchange exchange, Access access, String requestId) {
        if (!AdminAccess.allowed(exchange, access)) {
            refuse(
                    exchange,
                    ErrorCode.FORBIDDEN,
                    "the admin API needs 'Authorization: Bearer <admin-key>'; without a configured admin-key it answers "
                            + "only direct requests from this machine",
                    requestId);
            return true;
        }
        return false;
    }

    void handle(HttpServerExchange exchange, Access access, String requestId) {
        if (refused(exchange, access, requestId)) {
            return;
        }
        String path = exchange.getRequestPath();
        List<Route> found = meant(path);
        if (found.isEmpty()) {
            refuse(exchange, ErrorCode.NOT_FOUND, "there is no such admin endpoint", requestId);
            return;
        }
        found.stream()
                .filter(route -> route.method().equals(method(exchange)))
                .findFirst()
                .ifPresentOrElse(
                        route -> onWorker(exchange, requestId, () -> answer(exchange, route, requestId)),
                        () -> wrongMethod(exchange, found, requestId));
    }

    /** Those of the template that prescribes most of the path: an id may look like one with an action behind it. */
    private List<Route> meant(String path) {
        List<Route> fitting = routes.stream()
                .filter(route -> route.path().match(path) != null)
                .toList();
        int most = fitting.stream()
                .mapToInt(route -> route.path().literalLength())
                .max()
                .orElse(0);
        return fitting.stream()
                .filter(route -> route.path().literalLength() == most)
                .toList();
    }

    /** HEAD is served as GET; the server leaves the body out. */
    private static HttpString method(HttpServerExchange exchange) {
        HttpString method = exchange.getRequestMethod();
        return method.equals(Methods.HEAD) ? Methods.GET : method;
    }

    private static void wrongMethod(HttpServerExchange exchange, List<Route> found, String requestId) {
        String allowed = found.stream()
                .map(route -> route.method().toString())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(", "));
        exchange.getResponseHeaders().put(Headers.ALLOW, allowed);
        refuse(exchange, ErrorCode.METHOD_NOT_ALLOWED, "use " + allowed, requestId);
    }

    private static void answer(HttpServerExchange exchange, Route route, String requestId) {
        Map<String, String> variables = route.path().match(exchange.getRequestPath());
        Answer answer = route.action().apply(withLevel(exchange, variables == null ? Map.of() : variables));
        Replies.json(exchange, answer.status(), answer.body(requestId));
    }

    private static void onWorker(HttpServerExchange exchange, String requestId, Runnable answer) {
        exchange.dispatch(exchange.getConnection().getWorker(), () -> {
            try {
                answer.run();
            } catch (GatewayException refusal) {
                Replies.refuse(exchange, GatewayError.of(refusal, requestId));
            } catch (RuntimeException defect) {
                LOG.error("admin request {} failed by a defect of the gateway", requestId, defect);
                refuse(exchange, ErrorCode.INTERNAL, "the gateway failed on this request", requestId);
            }
        });
    }

    private static Map<String, String> withLevel(HttpServerExchange exchange, Map<String, String> variables) {
        Deque<String> level = exchange.getQueryParameters().get("level");
        if (level == null || level.isEmpty()) {
            return variables;
        }
        Map<String, String> all = new HashMap<>(variables);
        all.put("level", level.getFirst());
        return all;
    }

    /** For an id that nothing has. */
    static GatewayException unknown(String message) {
        return new GatewayException(ErrorCode.NOT_FOUND, message);
    }

    private static void refuse(HttpServerExchange exchange, ErrorCode code, String message, String requestId) {
        Replies.refuse(exchange, GatewayError.of(code, message, requestId));
    }
}
