package dev.aiproxy.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class FakeUpstreamTlsTest {

    private static final TlsIdentity LOCAL = TlsIdentity.forHosts("localhost", "127.0.0.1");

    @Test
    void servesWithACertificateForTheHost() throws Exception {
        try (FakeUpstream upstream = FakeUpstream.startTls(LOCAL);
                RawHttpClient client = RawHttpClient.connectTls(upstream.url(), LOCAL)) {
            upstream.always(Reply.sse("a", "b").inSlicesOf(3));

            assertThat(client.get("/").readResponse().body().sse().data()).containsExactly("a", "b");
            assertThat(client.get("/").readResponse().body().isComplete()).isTrue();
            assertThat(upstream.takeRequest().serverName()).contains("localhost");
            assertThat(upstream.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        TlsIdentity elsewhere = TlsIdentity.forHosts("elsewhere.test");
        try (FakeUpstream upstream = FakeUpstream.startTls(elsewhere)) {
            assertThatThrownBy(() -> RawHttpClient.connectTls(upstream.url(), elsewhere))
                    .isInstanceOf(SSLHandshakeException.class);
            assertThat(upstream.requestCount()).isZero();
        }
    }

    @Test
    void aStrangersCertificateIsRefused() throws Exception {
        try (FakeUpstream upstream = FakeUpstream.startTls(TlsIdentity.forHosts("localhost"))) {
            assertThatThrownBy(() -> RawHttpClient.connectTls(upstream.url(), LOCAL))
                    .isInstanceOf(SSLHandshakeException.class);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(upstream.problems()).isNotEmpty());
        }
    }

    @Test
    void aClientThatLeavesDuringAStallIsNoticed() throws Exception {
        try (FakeUpstream upstream = FakeUpstream.startTls(LOCAL)) {
            RawHttpClient client = RawHttpClient.connectTls(upstream.url(), LOCAL);
            upstream.always(Reply.sse("a", "b").stallAt(9));
            client.get("/").readHead();
            assertThat(client.nextEvent()).isNotNull();
            RecordedRequest request = upstream.takeRequest();

            long left = System.nanoTime();
            client.close();

            assertThat(request.awaitPeerLeft(Duration.ofSeconds(1)) - left).isLessThan(100_000_000L);
        }
    }

    @Test
    void resetsAndClosesHappenBelowTls() throws Exception {
        try (FakeUpstream upstream = FakeUpstream.startTls(LOCAL)) {
            upstream.enqueue(
                    Reply.json("{\"a\":1}").closeAt(3), Reply.json("{\"a\":1}").resetAt(3));
            try (RawHttpClient client = RawHttpClient.connectTls(upstream.url(), LOCAL)) {
                assertThat(client.get("/").readResponse().body().end()).isEqualTo(ResponseBody.End.TRUNCATED);
            }
            try (RawHttpClient client = RawHttpClient.connectTls(upstream.url(), LOCAL)) {
                client.get("/");
                upstream.takeRequest();
                assertThat(new String(client.readRawToEnd(), StandardCharsets.UTF_8))
                        .doesNotContain("1}");
            }
        }
    }

    @Test
    void closesWhileAWriteIsBlocked() throws Exception {
        RecordedRequest request;
        try (FakeUpstream upstream = FakeUpstream.startTls(LOCAL)) {
            upstream.sendBuffer(16 * 1024).always(Reply.endless(index -> new byte[64 * 1024]));
            RawHttpClient client = RawHttpClient.connectTls(upstream.url(), LOCAL);
            client.get("/").readHead();
            client.readBytes(1000);
            request = upstream.takeRequest();
        }

        assertThat(request.replied()).isCancelled();
    }

    @Test
    void pemIsReadableByTheJdk() throws Exception {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");

        assertThat(factory.generateCertificate(
                        new ByteArrayInputStream(LOCAL.pem().getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(LOCAL.certificate());
        assertThat(LOCAL.privateKeyPem()).startsWith("-----BEGIN PRIVATE KEY-----");
    }
}
