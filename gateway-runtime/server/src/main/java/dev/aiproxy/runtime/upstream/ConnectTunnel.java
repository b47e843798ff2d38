package dev.aiproxy.runtime.upstream;

import dev.aiproxy.api.wire.ResponseHead;
import dev.aiproxy.runtime.config.ProxyUrl;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** HTTP CONNECT (RFC 9110 §9.3.6). */
final class ConnectTunnel implements Tunnel.Protocol {
    static final int LOGIN_REFUSED = 407;

    private final Origin origin;
    private final ProxyUrl proxy;
    private final int maxHeadBytes;
    private ResponseHeadParser parser;
    private boolean asked;

    ConnectTunnel(Origin origin, ProxyUrl proxy, int maxHeadBytes) {
        this.origin = origin;
        this.proxy = proxy;
        this.maxHeadBytes = maxHeadBytes;
        this.parser = new ResponseHeadParser(maxHeadBytes);
    }

    @Override
    public @Nullable ByteBuffer next(ByteBuffer said) throws Tunnel.RefusedException {
        if (!asked) {
            asked = true;
            return request();
        }
        try {
            ResponseHead head = parser.parse(said);
            while (head != null && head.status() < 200) {
                parser = new ResponseHeadParser(maxHeadBytes);
                head = parser.parse(said);
            }
            return head == null ? Tunnel.NOTHING : judge(head.status());
        } catch (InvalidAnswerException broken) {
            throw new Tunnel.RefusedException("does not speak HTTP: " + broken.getMessage());
        }
    }

    private static @Nullable ByteBuffer judge(int status) throws Tunnel.RefusedException {
        if (status / 100 == 2) {
            return null;
        }
        throw new Tunnel.RefusedException(refusal(status));
    }

    /** What an answer of the proxy itself means. */
    static String refusal(int status) {
        return status == LOGIN_REFUSED
                ? "refused the gateway's user and password (407)"
                : "did not open a tunnel: it answered " + status;
    }

    private ByteBuffer request() {
        StringBuilder head = new StringBuilder(256);
        head.append("CONNECT ")
                .append(origin)
                .append(" HTTP/1.1\r\nhost: ")
                .append(origin)
                .append("\r\n");
        String authorization = Route.authorization(proxy);
        if (authorization != null) {
            head.append("proxy-authorization: ").append(authorization).append("\r\n");
        }
        return ByteBuffer.wrap(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    }
}
