package dev.aiproxy.runtime.server;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** Lets web pages of allowed origins call the gateway. Browsers ask; everybody else is not concerned. */
final class Cors {
    private static final HttpString REQUEST_METHOD = new HttpString("access-control-request-method");
    private static final HttpString REQUEST_HEADERS = new HttpString("access-control-request-headers");
    private static final HttpString ALLOW_ORIGIN = new HttpString("access-control-allow-origin");
    private static final HttpString ALLOW_METHODS = new HttpString("access-control-allow-methods");
    private static final HttpString ALLOW_HEADERS = new HttpString("access-control-allow-headers");
    private static final HttpString EXPOSE_HEADERS = new HttpString("access-control-expose-headers");
    private static final HttpString MAX_AGE = new HttpString("access-control-max-age");
    private static final String ALL = "*";

    private Cors() {}

    /**
     * Answers what a page of an allowed origin may see of the response.
     *
     * @param allowed origins in lower case
     * @param methods those that the path has; asked only if a browser wants to know
     * @return whether this was a browser's question beforehand, which is answered now
     */
    static boolean answer(HttpServerExchange exchange, List<String> allowed, Supplier<Set<String>> methods) {
        if (allowed.isEmpty()) {
            return false;
        }
        HeaderMap response = exchange.getResponseHeaders();
        response.add(Headers.VARY, "Origin");
        String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
        boolean all = allowed.contains(ALL);
        if (origin == null || !(all || allowed.contains(origin.toLowerCase(Locale.ROOT)))) {
            return false;
        }
        response.put(ALLOW_ORIGIN, all ? ALL : origin);
        response.put(EXPOSE_HEADERS, ALL);
        return answerPreflight(exchange, response, methods);
    }

    private static boolean answerPreflight(
            HttpServerExchange exchange, HeaderMap response, Supplier<Set<String>> methods) {
        HeaderMap request = exchange.getRequestHeaders();
        if (!exchange.getRequestMethod().equals(Methods.OPTIONS) || !request.contains(REQUEST_METHOD)) {
            return false;
        }
        Set<String> served = methods.get();
        if (!served.isEmpty()) {
            response.put(ALLOW_METHODS, String.join(", ", served));
        }
        if (request.contains(REQUEST_HEADERS)) {
            response.put(ALLOW_HEADERS, request.getFirst(REQUEST_HEADERS));
        }
        response.put(MAX_AGE, "600");
        exchange.setStatusCode(204);
        exchange.endExchange();
        return true;
    }
}
