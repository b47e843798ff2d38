package dev.aiproxy.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.UpstreamRequest;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pausing, resuming, cancelling. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class UpstreamFlowTest {
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

    private final UpstreamFixture upstream = new UpstreamFixture();

    @AfterEach
    void stop() {
        upstream.close();
    }

    @Test
    void pausedExchangeStopsAnEndlessPeer() throws Exception {
        AtomicLong written = new AtomicLong();
        try (RawPeer peer = new RawPeer(socket -> endless(socket, written))) {
            RecordingListener answer = new RecordingListener(upstream.io()) {
                @Override
                public void data(java.nio.ByteBuffer bytes) {
                    super.data(bytes);
                    java.util.Objects.requireNonNull(exchange).pause();
                }
            };
            upstream.send(UpstreamRequest.postJson(peer.url()), "{}", UpstreamFixture.PATIENT, answer);
            answer.awaitReceived(1);
            int taken = answer.received();
            awaitStandstill(written);

            assertThat(answer.received()).isEqualTo(taken);
            assertThat(written.get()).isLessThan(16 << 20);

            long before = written.get();
            upstream.resume(answer);
            answer.awaitReceived(taken + 1);
            for (int i = 0; i < 100_000 && written.get() == before; i++) {
                upstream.resume(answer);
            }
            assertThat(written.get()).isGreaterThan(before);
            upstream.cancel(answer);
        }
    }

    @Test
    void pauseIsNoStall() throws Exception {
        try (RawPeer peer = new RawPeer(socket -> {
            RawPeer.readRequest(socket);
            RawPeer.write(socket, CHUNKED + "3\r\nabc\r\n");
            RawPeer.awaitClose(socket);
        })) {
            RecordingListener answer = new RecordingListener(upstream.io()) {
                @Override
                public void data(java.nio.ByteBuffer bytes) {
                    super.data(bytes);
                    java.util.Objects.requireNonNull(exchange).pause();
                }
            };
            upstream.send(UpstreamRequest.postJson(peer.url()), "{}", UpstreamFixture.PATIENT, answer);
            answer.awaitReceived(3);

            upstream.skip(UpstreamFixture.LONG.plusSeconds(1));
            Awaitility.await().during(Duration.ofMillis(100)).until(() -> !answer.over());
            upstream.resume(answer);
            upstream.on(() -> "what resume queued has run");
            upstream.skip(UpstreamFixture.LONG.plusSeconds(1));

            assertThat(answer.fault().detail()).contains("no further byte");
        }
    }

    @Test
    void pausedAtEveryPieceLosesNothing() throws Exception {
        String text = "data: something\n\n".repeat(3_000);
        byte[] gzip = ContentDecoderTest.gzip(text);
        try (RawPeer peer = new RawPeer(
                socket -> {
                    RawPeer.readRequest(socket);
                    RawPeer.write(socket, CHUNKED + "11\r\ndata: something\n\n\r\n".repeat(3_000) + "0\r\n\r\n");
                },
                socket -> {
                    RawPeer.readRequest(socket);
                    ByteArrayOutputStream raw = new ByteArrayOutputStream();
                    raw.write("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: "
                            .getBytes(StandardCharsets.US_ASCII));
                    raw.write((gzip.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                    raw.write(gzip);
                    socket.getOutputStream().write(raw.toByteArray());
                })) {
            for (int i = 0; i < 2; i++) {
                RecordingListener answer = new PausingListener(upstream.io());
                upstream.send(UpstreamRequest.postJson(peer.url()), "{}", UpstreamFixture.PATIENT, answer);

                assertThat(answer.completed().headers().contains("content-encoding"))
                        .isFalse();
                assertThat(answer.text()).isEqualTo(text);
            }
        }
    }

    @Test
    void burstIsDeliveredAsOneBatch() throws Exception {
        try (RawPeer peer = new RawPeer(socket -> {
            RawPeer.readRequest(socket);
            RawPeer.write(socket, CHUNKED + "3\r\nabc\r\n".repeat(100));
            RawPeer.awaitClose(socket);
        })) {
            RecordingListener answer = upstream.post(peer.url(), "{}");
            answer.awaitReceived(300);

            assertThat(answer.batches()).isLessThanOrEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\n", CHUNKED, CHUNKED + "3\r\nabc\r\n"})
    void cancelClosesTheConnectionWhateverHasCome(String answered) throws Exception {
        CompletableFuture<Long> left = new CompletableFuture<>();
        CountDownLatch reached = new CountDownLatch(1);
        try (RawPeer peer = new RawPeer(socket -> {
            RawPeer.readRequest(socket);
            RawPeer.write(socket, answered);
            reached.countDown();
            RawPeer.awaitClose(socket);
            left.complete(System.nanoTime());
        })) {
            RecordingListener answer = upstream.post(peer.url(), "{}");
            reached.await();
            if (answered.endsWith("abc\r\n")) {
                answer.awaitReceived(3);
                upstream.pause(answer);
            }

            long cancelled = System.nanoTime();
            upstream.cancel(answer);
            upstream.cancel(answer);

            assertThat(left.get(5, TimeUnit.SECONDS) - cancelled).isLessThan(100_000_000L);
            assertThat(answer.over()).isFalse();
        }
    }

    @Test
    void cancelWhileConnectingLeavesNothing() {
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Resolver.Lookup slow = host -> {
            looking.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new java.net.InetAddress[] {java.net.InetAddress.getLoopbackAddress()};
        };
        try (UpstreamFixture client = new UpstreamFixture(UpstreamSettings.defaults(), slow)) {
            RecordingListener answer = client.post(URI.create("http://slow.test:9/"), "{}");
            looking.await();
            client.cancel(answer);
            go.countDown();
            client.cancel(answer);

            assertThat(answer.over()).isFalse();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void endless(Socket socket, AtomicLong written) throws java.io.IOException {
        RawPeer.readRequest(socket);
        RawPeer.write(socket, CHUNKED);
        String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
        while (true) {
            RawPeer.write(socket, chunk);
            written.addAndGet(chunk.length());
        }
    }

    private static void awaitStandstill(AtomicLong written) {
        AtomicLong last = new AtomicLong(-1);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .until(() -> last.getAndSet(written.get()) == written.get());
    }
}
