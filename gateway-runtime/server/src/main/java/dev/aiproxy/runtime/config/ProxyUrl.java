package dev.aiproxy.runtime.config;

import dev.aiproxy.api.provider.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A proxy on the way to providers. Prints without its login.
 *
 * @param host without the brackets of an IPv6 address
 * @param login null if the proxy asks for none
 */
public record ProxyUrl(
        Scheme scheme, String host, int port, @Nullable Login login) {
    static final String EXPECTED =
            "http://, https:// or socks5:// with host, port and an optional user:password@ (special"
                    + " characters percent-encoded); or direct";

    private static final int MAX_SOCKS_BYTES = 255;

    /** How the gateway speaks to the proxy. */
    public enum Scheme {
        HTTP(80),
        HTTPS(443),
        SOCKS5(1080);

        private final int defaultPort;

        Scheme(int defaultPort) {
            this.defaultPort = defaultPort;
        }
    }

    /** Who the gateway is to the proxy. */
    public record Login(Secret user, Secret password) {}

    /** The proxy that a URL names; null if it names none. */
    static @Nullable ProxyUrl parse(String text) {
        try {
            URI url = new URI(text);
            Scheme scheme = scheme(String.valueOf(url.getScheme()));
            boolean bare = url.getRawQuery() == null
                    && url.getRawFragment() == null
                    && (url.getRawPath() == null || url.getRawPath().matches("/?"));
            if (scheme == null || url.getHost() == null || !bare || url.getPort() == 0 || url.getPort() > 65535) {
                return null;
            }
            int port = url.getPort() < 0 ? scheme.defaultPort : url.getPort();
            String host = url.getHost().replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
            Login login = url.getRawUserInfo() == null ? null : login(url.getRawUserInfo(), scheme);
            return login == null && url.getRawUserInfo() != null ? null : new ProxyUrl(scheme, host, port, login);
        } catch (URISyntaxException | IllegalArgumentException broken) {
            return null;
        }
    }

    private static @Nullable Scheme scheme(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "http" -> Scheme.HTTP;
            case "https" -> Scheme.HTTPS;
            case "socks5", "socks5h" -> Scheme.SOCKS5;
            default -> null;
        };
    }

    private static @Nullable Login login(String userInfo, Scheme scheme) {
        int colon = userInfo.indexOf(':');
        String user = decoded(colon < 0 ? userInfo : userInfo.substring(0, colon));
        String password = colon < 0 ? "" : decoded(userInfo.substring(colon + 1));
        boolean sendable = scheme == Scheme.SOCKS5
                ? fitsSocks(user) && fitsSocks(password)
                : user.indexOf(':') < 0 && !user.isEmpty();
        boolean printable = (user + password).chars().noneMatch(Character::isISOControl);
        return sendable && printable ? new Login(Secret.of(user), Secret.of(password)) : null;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static boolean fitsSocks(String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        return length > 0 && length <= MAX_SOCKS_BYTES;
    }

    @Override
    public String toString() {
        String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return scheme.name().toLowerCase(Locale.ROOT) + "://" + shown + ":" + port;
    }
}
