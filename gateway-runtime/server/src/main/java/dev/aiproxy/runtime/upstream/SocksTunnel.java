package dev.aiproxy.runtime.upstream;

import dev.aiproxy.runtime.config.ProxyUrl;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** SOCKS 5 (RFC 1928) with or without user and password (RFC 1929). Names are resolved by the proxy. */
final class SocksTunnel implements Tunnel.Protocol {
    private static final int VERSION = 5;
    private static final int LOGIN_VERSION = 1;
    private static final int NO_LOGIN = 0;
    private static final int USER_AND_PASSWORD = 2;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int IPV6 = 4;
    private static final int MAX_ANSWER = 4 + 1 + 255 + 2;
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|.*:.*");
    private static final String[] REASONS = {
        "",
        "general failure",
        "not allowed by its rules",
        "network unreachable",
        "host unreachable",
        "connection refused",
        "time to live expired",
        "command not supported",
        "address type not supported"
    };

    private enum Expect {
        NOTHING,
        METHOD,
        LOGIN,
        REPLY
    }

    private final Origin origin;
    private final ProxyUrl.@Nullable Login login;
    private final ByteBuffer answer = ByteBuffer.allocate(MAX_ANSWER);
    private Expect expect = Expect.NOTHING;

    SocksTunnel(Origin origin, ProxyUrl.@Nullable Login login) {
        this.origin = origin;
        this.login = login;
    }

    @Override
    public @Nullable ByteBuffer next(ByteBuffer said) throws Tunnel.RefusedException {
        if (expect == Expect.NOTHING) {
            expect = Expect.METHOD;
            return login == null ? bytes(VERSION, 1, NO_LOGIN) : bytes(VERSION, 2, NO_LOGIN, USER_AND_PASSWORD);
        }
        while (answer.position() < length()) {
            if (!said.hasRemaining()) {
                return Tunnel.NOTHING;
            }
            answer.put(said.get());
        }
        answer.clear();
        return switch (expect) {
            case METHOD -> method();
            case LOGIN -> login();
            default -> reply();
        };
    }

    /** Of the answer that is expected, as far as can be told. */
    private int length() {
        if (expect != Expect.REPLY) {
            return 2;
        }
        if (answer.position() < 5) {
            return 5;
        }
        return switch (answer.get(3)) {
            case IPV4 -> 4 + 4 + 2;
            case IPV6 -> 4 + 16 + 2;
            default -> 4 + 1 + (answer.get(4) & 0xff) + 2;
        };
    }

    private ByteBuffer method() throws Tunnel.RefusedException {
        if (answer.get(0) != VERSION) {
            throw new Tunnel.RefusedException("does not speak SOCKS 5");
        }
        ProxyUrl.Login given = login;
        int method = answer.get(1) & 0xff;
        if (method == USER_AND_PASSWORD && given != null) {
            expect = Expect.LOGIN;
            return login(given);
        }
        if (method != NO_LOGIN) {
            throw new Tunnel.RefusedException(
                    given == null ? "asks for a user and a password" : "accepts no user and password");
        }
        expect = Expect.REPLY;
        return request();
    }

    private ByteBuffer login() throws Tunnel.RefusedException {
        if (answer.get(1) != 0) {
            throw new Tunnel.RefusedException("refused the gateway's user and password");
        }
        expect = Expect.REPLY;
        return request();
    }

    private @Nullable ByteBuffer reply() throws Tunnel.RefusedException {
        int code = answer.get(1) & 0xff;
        if (answer.get(0) != VERSION) {
            throw new Tunnel.RefusedException("does not speak SOCKS 5");
        }
        if (code != 0) {
            String reason = code < REASONS.length ? REASONS[code] : "code " + code;
            throw new Tunnel.RefusedException("did not open a tunnel: " + reason);
        }
        return null;
    }

    private static ByteBuffer login(ProxyUrl.Login login) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(LOGIN_VERSION);
        writeCounted(out, login.user().reveal().getBytes(StandardCharsets.UTF_8));
        writeCounted(out, login.password().reveal().getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(out.toByteArray());
    }

    private ByteBuffer request() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {VERSION, CONNECT, 0});
        byte[] literal = literal(origin.host());
        if (literal == null) {
            out.write(NAME);
            writeCounted(out, origin.host().getBytes(StandardCharsets.US_ASCII));
        } else {
            out.write(literal.length == 4 ? IPV4 : IPV6);
            out.writeBytes(literal);
        }
        out.write(origin.port() >>> 8);
        out.write(origin.port());
        return ByteBuffer.wrap(out.toByteArray());
    }

    private static byte @Nullable [] literal(String host) {
        if (!LITERAL.matcher(host).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(host).getAddress();
        } catch (UnknownHostException noAddress) {
            return null;
        }
    }

    private static void writeCounted(ByteArrayOutputStream out, byte[] text) {
        out.write(text.length);
        out.writeBytes(text);
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int value : values) {
            bytes.put((byte) value);
        }
        return bytes.flip();
    }
}
