package dev.aiproxy.runtime.server;

import dev.aiproxy.runtime.config.Access;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/**
 * Who may use the admin API. With an admin key: whoever presents it in {@code Authorization}. Without one: only a client on this
 * very machine, asking directly; anything that smells of a proxy or a browser is refused.
 */
final class AdminAccess {
    private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final List<String> FORWARDING = List.of("Forwarded", "Via", "Origin", "X-Real-IP", "X-Forwarded");

    private AdminAccess() {}

    static boolean allowed(HttpServerExchange exchange, Access access) {
        HeaderMap headers = exchange.getRequestHeaders();
        if (access.hasAdminKey()) {
            String key = ClientKeys.bearer(headers);
            return key != null && access.acceptsAdmin(key);
        }
        InetAddress peer = exchange.getSourceAddress().getAddress();
        return peer != null && peer.isLoopbackAddress() && localHost(headers) && direct(headers);
    }

    private static boolean localHost(HeaderMap headers) {
        if (headers.count(Headers.HOST) != 1) {
            return false;
        }
        String host = headers.getFirst(Headers.HOST).toLowerCase(java.util.Locale.ROOT);
        return LOCAL_HOSTS.contains(host.replaceFirst(":\\d+$", ""));
    }

    private static boolean direct(HeaderMap headers) {
        for (HttpString name : headers.getHeaderNames()) {
            String text = name.toString();
            if (text.regionMatches(true, 0, "x-forwarded-", 0, 12)
                    || FORWARDING.stream().anyMatch(text::equalsIgnoreCase)) {
                return false;
            }
        }
        return true;
    }
}
