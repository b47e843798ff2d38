package dev.aiproxy.runtime.server;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.runtime.config.Access;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** The admin API: what an operator may see and do. Whatever may take long runs on a worker thread. */
final class AdminHandler {
    private static final Logger LOG = LoggerFactory.getLogger(AdminHandler.class);

    private final List<Route> routes = new ArrayList<>();

    /** What a request is answered. */
    record Answer(int status, JsonNode body) {}

    private record Route(HttpString method, PathTemplate path, Function<Map<String, String>, Answer> action) {}

    AdminHandler(Control control) {
        AdminPlugins plugins = new AdminPlugins(control);
        route(Methods.GET, "/admin/plugins", variables -> plugins.list());
        route(Methods.GET, "/admin/plugins/{id}", plugins::one);
        route(Methods.POST, "/admin/plugins/{id}/enable", plugins::enable);
        route(Methods.POST, "/admin/plugins/{id}/disable", plugins::disable);
        route(Methods.POST, "/admin/plugins/{id}/reload", plugins::reload);
        AdminConfig config = new AdminConfig(control);
        route(Methods.GET, "/admin/config", variables -> config.show());
        route(Methods.POST, "/admin/reload", variables -> config.reload());
    }

    private void route(HttpString method, String path, Function<Map<String, String>, Answer> action) {
        routes.add(new Route(method, new PathTemplate(path), action));
    }

    void handle(HttpServerExchange exchange, Access access, String requestId) {
        if (!AdminAccess.allowed(exchange, access)) {
            refuse(
                    exchange,
                    ErrorCode.FORBIDDEN,
                    "the admin API needs 'Authorization: Bearer <admin-key>'; without a configured admin-key it answers "
                            + "only direct requests from this machine",
                    requestId);
            return;
        }
        String path = exchange.getRequestPath();
        List<Route> found = routes.stream()
                .filter(route -> route.path().match(path) != null)
                .toList();
        if (found.isEmpty()) {
            refuse(exchange, ErrorCode.NOT_FOUND, "there is no such admin endpoint", requestId);
            return;
        }
        found.stream()
                .filter(route -> route.method().equals(method(exchange)))
                .findFirst()
                .ifPresentOrElse(
                        route -> exchange.dispatch(
                                exchange.getConnection().getWorker(), () -> answer(exchange, route, requestId)),
                        () -> wrongMethod(exchange, found, requestId));
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
        try {
            Map<String, String> variables = route.path().match(exchange.getRequestPath());
            Answer answer = route.action().apply(variables == null ? Map.of() : variables);
            Replies.json(exchange, answer.status(), answer.body());
        } catch (RuntimeException defect) {
            LOG.error("admin request {} failed by a defect of the gateway", requestId, defect);
            refuse(exchange, ErrorCode.INTERNAL, "the gateway failed on this request", requestId);
        }
    }

    private static void refuse(HttpServerExchange exchange, ErrorCode code, String message, String requestId) {
        Replies.error(exchange, null, GatewayError.of(code, message, requestId));
    }
}
