package dev.aiproxy.runtime.upstream;

import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.runtime.config.ProxyUrl;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Renders the head of a request. */
final class RequestHead {
    /** Set here or never sent, whatever the provider gave: they describe this connection and this body. */
    private static final Set<String> OWN = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authorization",
            "te",
            "trailer",
            "upgrade",
            "expect",
            "accept-encoding");

    private RequestHead() {}

    static ByteBuffer render(UpstreamRequest request, Route route, int bodyLength) {
        StringBuilder head = new StringBuilder(512);
        head.append(request.method()).append(' ');
        if (route.relayed()) {
            head.append("http://").append(route.origin().hostHeader());
        }
        appendTarget(head, request.url());
        head.append(" HTTP/1.1\r\nhost: ").append(route.origin().hostHeader()).append("\r\n");
        if (route.relayed() && route.proxy() != null) {
            appendAuthorization(head, route.proxy());
        }
        request.headers().forEach((name, value) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                head.append(name).append(": ").append(value).append("\r\n");
            }
        });
        head.append("accept-encoding: identity\r\n");
        if (bodyLength > 0 || !bodyless(request.method())) {
            head.append("content-length: ").append(bodyLength).append("\r\n");
        }
        return ByteBuffer.wrap(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void appendTarget(StringBuilder head, URI url) {
        String path = url.getRawPath();
        head.append(path == null || path.isEmpty() ? "/" : path);
        if (url.getRawQuery() != null) {
            head.append('?').append(url.getRawQuery());
        }
    }

    private static void appendAuthorization(StringBuilder head, ProxyUrl proxy) {
        String authorization = Route.authorization(proxy);
        if (authorization != null) {
            head.append("proxy-authorization: ").append(authorization).append("\r\n");
        }
    }

    private static boolean bodyless(String method) {
        return method.equals("GET") || method.equals("HEAD") || method.equals("DELETE") || method.equals("OPTIONS");
    }
}
