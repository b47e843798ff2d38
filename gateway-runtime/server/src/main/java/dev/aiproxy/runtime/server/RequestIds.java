package dev.aiproxy.runtime.server;

import dev.aiproxy.runtime.dispatch.Ids;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;

/** The id of an exchange: the client's own if it sent a sane one, else a new one. */
final class RequestIds {
    static final HttpString HEADER = new HttpString("x-request-id");
    private static final int MAX_LENGTH = 128;

    private RequestIds() {}

    static String of(HttpServerExchange exchange) {
        String sent = exchange.getRequestHeaders().getFirst(HEADER);
        return sent != null && sane(sent) ? sent : Ids.RANDOM.next("req_");
    }

    private static boolean sane(String id) {
        return !id.isEmpty()
                && id.length() <= MAX_LENGTH
                && id.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\');
    }
}
