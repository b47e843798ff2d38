package dev.aiproxy.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.UpstreamFailure.Cause;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class UpstreamTlsTest {
    private static final TestIdentity LOCAL = TestIdentity.of("dns:localhost");
    private static final TestIdentity ELSEWHERE = TestIdentity.of("dns:elsewhere.test");

    private static final UpstreamSettings SETTINGS = UpstreamSettings.defaults()
            .withTick(Duration.ofMillis(20))
            .withTrusted(List.of(LOCAL.certificate(), ELSEWHERE.certificate()));

    private final MockWebServer server = new MockWebServer();
    private final UpstreamFixture upstream = new UpstreamFixture(SETTINGS);

    @AfterEach
    void stop() {
        upstream.close();
        server.close();
    }

    @Test
    void answersComeThroughTlsOnOneConnection() throws Exception {
        start(LOCAL);
        String body = "0123456789".repeat(50_000);
        server.enqueue(new MockResponse.Builder().chunkedBody(body, 1_000).build());
        server.enqueue(new MockResponse.Builder().body("second").build());

        RecordingListener first = upstream.post(url(), "x".repeat(1_000_000));
        first.completed();
        RecordingListener second = upstream.post(url(), "{}");
        second.completed();

        assertThat(first.text()).isEqualTo(body);
        assertThat(second.text()).isEqualTo("second");
        RecordedRequest seen = server.takeRequest();
        assertThat(seen.getBody().size()).isEqualTo(1_000_000);
        assertThat(server.takeRequest().getExchangeIndex()).isEqualTo(1);
    }

    @Test
    void recordsOfFullSizeAreRead() throws Exception {
        String body = "0123456789".repeat(50_000);
        try (RawPeer peer = new RawPeer(LOCAL.serverContext(), socket -> {
            RawPeer.readRequest(socket);
            RawPeer.write(socket, "HTTP/1.1 200 OK\r\ncontent-length: " + body.length() + "\r\n\r\n" + body);
            RawPeer.awaitClose(socket);
        })) {
            RecordingListener answer =
                    upstream.post(URI.create("https://localhost:" + peer.url().getPort() + "/"), "{}");
            answer.completed();

            assertThat(answer.text()).isEqualTo(body);
        }
    }

    @Test
    void serverIsToldTheNameThatItsCertificateMustCarry() throws Exception {
        start(ELSEWHERE);
        server.enqueue(new MockResponse.Builder().body("named").build());
        Resolver.Lookup loopback = host -> new InetAddress[] {InetAddress.getLoopbackAddress()};
        try (UpstreamFixture client = new UpstreamFixture(SETTINGS, loopback)) {
            client.get("https://elsewhere.test:" + server.getPort() + "/").completed();
        }

        assertThat(server.takeRequest().getHandshakeServerNames()).containsExactly("elsewhere.test");
    }

    @Test
    void cancelClosesTheSocketAtOnce() throws Exception {
        CompletableFuture<Long> left = new CompletableFuture<>();
        try (RawPeer peer = new RawPeer(LOCAL.serverContext(), socket -> {
            RawPeer.readRequest(socket);
            RawPeer.write(socket, "HTTP/1.1 200 OK\r\n\r\nabc");
            RawPeer.awaitClose(socket);
            left.complete(System.nanoTime());
        })) {
            URI url = URI.create("https://localhost:" + peer.url().getPort() + "/");
            RecordingListener answer = upstream.post(url, "{}");
            answer.awaitReceived(3);

            long cancelled = System.nanoTime();
            upstream.cancel(answer);

            assertThat(left.get(5, TimeUnit.SECONDS) - cancelled).isLessThan(100_000_000L);
        }
    }

    @Test
    void pausedManyTimesLosesNothing() throws Exception {
        start(LOCAL);
        String body = "0123456789".repeat(30_000);
        server.enqueue(new MockResponse.Builder().chunkedBody(body, 40).build());
        RecordingListener answer = new PausingListener(upstream.io());

        upstream.send(dev.aiproxy.api.provider.UpstreamRequest.postJson(url()), "{}", UpstreamFixture.PATIENT, answer);
        answer.completed();

        assertThat(answer.text()).isEqualTo(body);
    }

    @Test
    void certificateForAnotherHostIsRefusedByName() throws Exception {
        start(ELSEWHERE);

        UpstreamFault fault = upstream.post(url(), "{}").fault();

        assertThat(fault.cause()).isEqualTo(Cause.UNREACHABLE);
        assertThat(fault.detail()).startsWith("localhost:" + server.getPort() + ": certificate refused: ");
        assertThat(fault.detail()).contains("localhost");
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void strangersCertificateIsRefused() throws Exception {
        start(TestIdentity.of("dns:localhost"));

        UpstreamFault fault = upstream.post(url(), "{}").fault();

        assertThat(fault.cause()).isEqualTo(Cause.UNREACHABLE);
        assertThat(fault.detail()).contains("certificate refused");
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void peerThatSpeaksNoTlsIsUnreachable() throws Exception {
        try (RawPeer peer = new RawPeer(socket -> {
            RawPeer.write(socket, "HTTP/1.1 400 Bad Request\r\n\r\n");
            RawPeer.awaitClose(socket);
        })) {
            URI url = URI.create("https://127.0.0.1:" + peer.url().getPort() + "/");

            UpstreamFault fault = upstream.post(url, "{}").fault();

            assertThat(fault.cause()).isEqualTo(Cause.UNREACHABLE);
        }
    }

    @Test
    void handshakeThatNeverEndsTimesOut() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        try (RawPeer peer = new RawPeer(socket -> {
            socket.getInputStream().read();
            reached.countDown();
            RawPeer.awaitClose(socket);
        })) {
            URI url = URI.create("https://127.0.0.1:" + peer.url().getPort() + "/");
            RecordingListener answer = upstream.post(url, "{}");
            reached.await();

            upstream.skip(UpstreamFixture.LONG.plusSeconds(1));

            assertThat(answer.fault().detail()).contains("no connection within");
        }
    }

    private void start(TestIdentity identity) throws Exception {
        server.useHttps(identity.serverContext().getSocketFactory());
        server.start();
    }

    private URI url() {
        return URI.create("https://localhost:" + server.getPort() + "/");
    }
}
