package dev.aiproxy.runtime.server;

import dev.aiproxy.api.wire.Headers;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what is known of a request besides its body. */
final class FactsReader {
    /** Headers that carry credentials or concern the connection; translators and providers never see them. */
    private static final Set<String> KEPT_BACK = Set.of(
            "authorization",
            "x-api-key",
            "x-goog-api-key",
            "api-key",
            "cookie",
            "proxy-authorization",
            "proxy-connection",
            "host",
            "connection",
            "keep-alive",
            "content-length",
            "transfer-encoding",
            "expect",
            "te",
            "trailer",
            "upgrade",
            "accept-encoding",
            "content-encoding");

    private FactsReader() {}

    static Headers headers(HttpServerExchange exchange) {
        Headers.Builder headers = Headers.builder();
        for (HeaderValues values : exchange.getRequestHeaders()) {
            String name = values.getHeaderName().toString().toLowerCase(Locale.ROOT);
            if (!KEPT_BACK.contains(name)) {
                values.forEach(value -> add(headers, name, value));
            }
        }
        return headers.build();
    }

    /** All that the client sent, credentials included. */
    static Headers allHeaders(HttpServerExchange exchange) {
        Headers.Builder headers = Headers.builder();
        for (HeaderValues values : exchange.getRequestHeaders()) {
            String name = values.getHeaderName().toString().toLowerCase(Locale.ROOT);
            values.forEach(value -> add(headers, name, value));
        }
        return headers.build();
    }

    static Map<String, String> query(HttpServerExchange exchange) {
        if (exchange.getQueryParameters().isEmpty()) {
            return Map.of();
        }
        Map<String, String> query = new HashMap<>();
        for (Map.Entry<String, Deque<String>> parameter :
                exchange.getQueryParameters().entrySet()) {
            query.put(decode(parameter.getKey()), decode(parameter.getValue().peekFirst()));
        }
        return query;
    }

    private static String decode(@Nullable String text) {
        if (text == null) {
            return "";
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    /** A header that is no legal field is left out. */
    private static void add(Headers.Builder headers, String name, String value) {
        try {
            headers.add(name, value);
        } catch (IllegalArgumentException illegal) {
            headers.remove(name);
        }
    }
}
