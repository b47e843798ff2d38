package dev.aiproxy.runtime.server;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Requests as handlers see them, without a connection. */
final class Received {
    private Received() {}

    /** @param headers names and values in turn */
    static HttpServerExchange from(String address, String... headers) {
        HttpServerExchange exchange = new HttpServerExchange(null);
        for (int i = 0; i < headers.length; i += 2) {
            exchange.getRequestHeaders().add(new HttpString(headers[i]), headers[i + 1]);
        }
        try {
            return exchange.setSourceAddress(new InetSocketAddress(InetAddress.getByName(address), 40000));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
