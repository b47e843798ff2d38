package dev.aiproxy.runtime.server;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The key that a client presents, wherever its API puts it. */
final class ClientKeys {
    private static final HttpString X_API_KEY = new HttpString("x-api-key");
    private static final HttpString X_GOOG_API_KEY = new HttpString("x-goog-api-key");
    private static final Set<String> IN_QUERY = Set.of("key", "api_key", "api-key", "apikey", "access_token");
    private static final String BEARER = "bearer ";

    private ClientKeys() {}

    /** The key presented, null if there is none. */
    static @Nullable String presented(HttpServerExchange exchange) {
        HeaderMap headers = exchange.getRequestHeaders();
        String bearer = bearer(headers);
        if (bearer != null) {
            return bearer;
        }
        String key = headers.getFirst(X_API_KEY);
        return key == null ? headers.getFirst(X_GOOG_API_KEY) : key;
    }

    /** The token of an {@code Authorization: Bearer} header, null if there is none. */
    static @Nullable String bearer(HeaderMap headers) {
        String value = headers.getFirst(Headers.AUTHORIZATION);
        return value != null && value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? value.substring(BEARER.length()).trim()
                : null;
    }

    /** The query parameter that carries a key, null if none does; keys in URLs end up in logs. */
    static @Nullable String inQuery(HttpServerExchange exchange) {
        for (String name : FactsReader.query(exchange).keySet()) {
            if (IN_QUERY.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                return name;
            }
        }
        return null;
    }

    /** A name for the client of a key that does not tell the key. */
    static String scope(@Nullable String key) {
        if (key == null) {
            return "";
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
