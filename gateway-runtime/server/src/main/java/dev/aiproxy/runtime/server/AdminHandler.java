package dev.aiproxy.runtime.server;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.runtime.plugin.PluginInfo;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The admin API: what an operator may see. */
final class AdminHandler {
    private static final String PLUGINS = "/admin/plugins";

    void handle(HttpServerExchange exchange, GatewayState state, String requestId) {
        if (!AdminAccess.allowed(exchange, state.snapshot().config().access())) {
            refuse(
                    exchange,
                    ErrorCode.FORBIDDEN,
                    "the admin API needs 'Authorization: Bearer <admin-key>'; without a configured admin-key it answers "
                            + "only direct requests from this machine",
                    requestId);
        } else if (!exchange.getRequestPath().equals(PLUGINS)) {
            refuse(exchange, ErrorCode.NOT_FOUND, "there is no such admin endpoint", requestId);
        } else if (!exchange.getRequestMethod().equals(Methods.GET)) {
            exchange.getResponseHeaders().put(Headers.ALLOW, "GET");
            refuse(exchange, ErrorCode.METHOD_NOT_ALLOWED, "use GET", requestId);
        } else {
            Replies.json(exchange, 200, plugins(state));
        }
    }

    private static void refuse(HttpServerExchange exchange, ErrorCode code, String message, String requestId) {
        Replies.error(exchange, null, GatewayError.of(code, message, requestId));
    }

    private static ObjectNode plugins(GatewayState state) {
        ObjectNode body = Json.object();
        ArrayNode plugins = body.putArray("plugins");
        state.plugins().forEach(plugin -> plugins.add(plugin(plugin)));
        return body;
    }

    private static ObjectNode plugin(PluginInfo plugin) {
        ObjectNode node = Json.object();
        node.put("id", plugin.id())
                .put("version", plugin.version())
                .put("state", plugin.state().name().toLowerCase(java.util.Locale.ROOT))
                .put("reason", plugin.reason())
                .put("jar", plugin.jar())
                .put("sha256", plugin.sha256())
                .put("requires", plugin.requires());
        plugin.providers().forEach(node.putArray("providers")::add);
        plugin.formats().forEach(node.putArray("formats")::add);
        return node;
    }
}
