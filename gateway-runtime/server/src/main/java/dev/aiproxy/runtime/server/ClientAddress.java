package dev.aiproxy.runtime.server;

import dev.aiproxy.runtime.config.AddressRange;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a request comes from: its peer, unless that is a trusted proxy, which then says from whom it has it. */
final class ClientAddress {
    private static final AttachmentKey<String> KNOWN = AttachmentKey.create(String.class);
    private static final Pattern WITH_PORT = Pattern.compile("\\[([^]]*)](?::\\d+)?|([^:]*):\\d+");

    private ClientAddress() {}

    /** The address for the log, found out once for each exchange. */
    static String of(HttpServerExchange exchange) {
        String known = exchange.getAttachment(KNOWN);
        return known == null ? exchange.getSourceAddress().getHostString() : known;
    }

    /** Finds the address out. */
    static void note(HttpServerExchange exchange, List<AddressRange> trusted) {
        InetSocketAddress peer = exchange.getSourceAddress();
        if (peer.getAddress() != null) {
            HeaderValues forwarded = exchange.getRequestHeaders().get(Headers.X_FORWARDED_FOR);
            exchange.putAttachment(
                    KNOWN, resolve(peer.getAddress(), forwarded, trusted).getHostAddress());
        }
    }

    /**
     * The last address, counted from the gateway, that no trusted proxy vouches for.
     *
     * @param forwarded values of {@code X-Forwarded-For}, in their order; null for none
     */
    static InetAddress resolve(InetAddress peer, @Nullable List<String> forwarded, List<AddressRange> trusted) {
        InetAddress client = peer;
        if (forwarded == null) {
            return client;
        }
        String[] hops = String.join(",", forwarded).split(",", -1);
        for (int i = hops.length - 1; i >= 0 && isTrusted(client, trusted); i--) {
            InetAddress hop = AddressRange.address(withoutPort(hops[i].strip()));
            if (hop == null) {
                return client;
            }
            client = hop;
        }
        return client;
    }

    private static boolean isTrusted(InetAddress address, List<AddressRange> trusted) {
        return trusted.stream().anyMatch(range -> range.contains(address));
    }

    private static String withoutPort(String hop) {
        Matcher matcher = WITH_PORT.matcher(hop);
        if (!matcher.matches()) {
            return hop;
        }
        return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    }
}
