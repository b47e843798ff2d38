package dev.aiproxy.runtime.upstream;

import dev.aiproxy.runtime.config.ProxyUrl;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The way to an origin; connections of equal routes are interchangeable.
 *
 * @param proxy null for the direct way
 * @param tls who is trusted
 */
record Route(Origin origin, @Nullable ProxyUrl proxy, Tls tls) {
    /** Whether a proxy reads the requests, rather than passing bytes on. */
    boolean relayed() {
        return proxy != null && proxy.scheme() != ProxyUrl.Scheme.SOCKS5 && !origin.secure();
    }

    /** Who accepts the socket. */
    Origin firstPeer() {
        return proxy == null ? origin : new Origin(proxy.scheme() == ProxyUrl.Scheme.HTTPS, proxy.host(), proxy.port());
    }

    /** The value of Proxy-Authorization (RFC 7617); null if the proxy asks for none. */
    static @Nullable String authorization(ProxyUrl proxy) {
        ProxyUrl.Login login = proxy.login();
        if (login == null) {
            return null;
        }
        String pair = login.user().reveal() + ":" + login.password().reveal();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return origin.toString();
    }
}
