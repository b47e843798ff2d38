package dev.aiproxy.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.provider.UpstreamFailure.Cause;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.runtime.config.ProxyUrl;
import dev.aiproxy.runtime.config.ProxyUrl.Scheme;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said to proxies, and what is made of proxies that misbehave. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class TunnelTest {
    private static final Duration BEYOND = UpstreamFixture.LONG.plusSeconds(1);
    private static final ProxyUrl.Login LOGIN = new ProxyUrl.Login(Secret.of("me"), Secret.of("pw"));

    @Test
    void socksNamesTheProviderAndLogsIn() throws Exception {
        SocksTunnel tunnel = new SocksTunnel(origin("api.example", 443), LOGIN);

        assertThat(hex(tunnel.next(bytes("")))).isEqualTo("05020002");
        assertThat(hex(tunnel.next(bytes("05")))).isEmpty();
        assertThat(hex(tunnel.next(bytes("02")))).isEqualTo("01026d65027077");
        assertThat(hex(tunnel.next(bytes("0100")))).isEqualTo("050100030b" + ascii("api.example") + "01bb");
        assertThat(hex(tunnel.next(bytes("050000030161")))).isEmpty();
        assertThat(tunnel.next(bytes("1234"))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 017f000001", "::1, 0400000000000000000000000000000001"})
    void socksPassesAddressesOnAsTheyAre(String host, String address) throws Exception {
        SocksTunnel tunnel = new SocksTunnel(origin(host, 80), null);

        assertThat(hex(tunnel.next(bytes("")))).isEqualTo("050100");
        assertThat(hex(tunnel.next(bytes("0500")))).isEqualTo("050100" + address + "0050");
        assertThat(tunnel.next(bytes("05000004" + "00".repeat(16) + "0000"))).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "4854, does not speak SOCKS 5",
        "05ff, accepts no user and password",
        "0501, accepts no user and password",
        "0502 0101, refused the gateway's user and password",
        "0500 0502000100000000 0000, did not open a tunnel: not allowed by its rules",
        "0500 0504000100000000 0000, did not open a tunnel: host unreachable",
        "0500 0577000100000000 0000, did not open a tunnel: code 119"
    })
    void socksRefusalIsExplained(String said, String reason) throws Exception {
        SocksTunnel tunnel = new SocksTunnel(origin("api.example", 443), LOGIN);
        Object unused = tunnel.next(bytes(""));

        assertThatThrownBy(() -> {
                    ByteBuffer all = bytes(said.replace(" ", ""));
                    while (tunnel.next(all) != null && all.hasRemaining()) {
                        continue;
                    }
                })
                .isInstanceOf(Tunnel.RefusedException.class)
                .hasMessage(reason);
    }

    @Test
    void connectNamesTheProviderAndLogsIn() throws Exception {
        ProxyUrl proxy = new ProxyUrl(Scheme.HTTP, "p", 80, LOGIN);

        ByteBuffer request = new ConnectTunnel(origin("::1", 443), proxy, 10_000).next(bytes(""));

        assertThat(StandardCharsets.US_ASCII
                        .decode(Objects.requireNonNull(request))
                        .toString())
                .isEqualTo("CONNECT [::1]:443 HTTP/1.1\r\nhost: [::1]:443\r\n"
                        + "proxy-authorization: Basic bWU6cHc=\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 403 No~content-length: 2~~no | did not open a tunnel: it answered 403",
                "HTTP/1.1 503 Busy~~ | did not open a tunnel: it answered 503",
                "HTTP/1.1 302 Found~location: http://elsewhere/~~ | did not open a tunnel: it answered 302",
                "HTTP/1.1 407 Login~proxy-authenticate: NTLM~~ | refused the gateway's user and password (407)",
                "SSH-2.0-x~ | does not speak HTTP: ",
                "HTTP/1.1 200 OK~~surplus | sent more than it was asked for",
                "HTTP/1.1 200 OK~ | closed the connection before the tunnel stood",
            })
    void proxyThatMisbehavesIsNamed(String raw, String reason) throws Exception {
        try (UpstreamFixture upstream = new UpstreamFixture();
                RawPeer proxy = new RawPeer(RawPeer.answers(raw.replace("~", "\r\n")))) {
            UpstreamFault fault = through(proxy, upstream).fault();

            assertThat(fault.cause()).isEqualTo(Cause.PROXY);
            assertThat(fault.detail()).startsWith("the egress proxy '127.0.0.1' " + reason);
        }
    }

    @Test
    void interimAnswerOfAProxyIsReadOver() throws Exception {
        try (UpstreamFixture upstream = new UpstreamFixture();
                RawPeer proxy = new RawPeer(socket -> {
                    RawPeer.readRequest(socket);
                    RawPeer.write(socket, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n");
                    assertThat(socket.getInputStream().read()).isEqualTo(0x16);
                })) {
            UpstreamFault fault = through(proxy, upstream).fault();

            assertThat(fault.detail()).startsWith("api.example:443: ").contains("handshake");
        }
    }

    @Test
    void proxyThatNeverAnswersTimesOut() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (UpstreamFixture upstream = new UpstreamFixture();
                RawPeer proxy = new RawPeer(socket -> {
                    RawPeer.readRequest(socket);
                    asked.countDown();
                    RawPeer.awaitClose(socket);
                })) {
            RecordingListener answer = through(proxy, upstream);
            asked.await();

            upstream.skip(BEYOND);

            assertThat(answer.fault().cause()).isEqualTo(Cause.TIMEOUT);
            assertThat(answer.fault().detail())
                    .startsWith("api.example:443: no connection through the egress proxy '127.0.0.1' within");
        }
    }

    @Test
    void cancelClosesTheConnectionToTheProxy() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        try (UpstreamFixture upstream = new UpstreamFixture();
                RawPeer proxy = new RawPeer(socket -> {
                    RawPeer.readRequest(socket);
                    asked.countDown();
                    RawPeer.awaitClose(socket);
                    left.countDown();
                })) {
            RecordingListener answer = through(proxy, upstream);
            asked.await();

            upstream.cancel(answer);

            assertThat(left.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(answer.over()).isFalse();
        }
    }

    private static RecordingListener through(RawPeer peer, UpstreamFixture upstream) {
        ProxyUrl proxy = new ProxyUrl(Scheme.HTTP, "127.0.0.1", peer.url().getPort(), null);
        UpstreamOptions options = new UpstreamOptions(UpstreamFixture.PATIENT, proxy);
        UpstreamRequest request = UpstreamRequest.postJson(URI.create("https://api.example/v1"));
        return upstream.send(request, "{}", options, new RecordingListener(upstream.io()));
    }

    private static Origin origin(String host, int port) {
        return new Origin(true, host, port);
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    private static String ascii(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String hex(@Nullable ByteBuffer buffer) {
        byte[] bytes = new byte[Objects.requireNonNull(buffer).remaining()];
        buffer.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
