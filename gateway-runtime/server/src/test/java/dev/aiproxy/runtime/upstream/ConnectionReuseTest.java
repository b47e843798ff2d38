package dev.aiproxy.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.UpstreamFailure.Cause;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class ConnectionReuseTest {
    private static final String OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

    private final UpstreamFixture upstream = new UpstreamFixture();

    @AfterEach
    void stop() {
        upstream.close();
    }

    @Test
    void connectionThatThePeerClosedIsNotUsedAgain() throws Exception {
        try (RawPeer peer = new RawPeer(RawPeer.answers(OK))) {
            for (int i = 1; i <= 3; i++) {
                upstream.post(peer.url(), "{}").completed();
                assertThat(peer.connections()).isEqualTo(i);
                Awaitility.await().until(() -> upstream.freeConnections() == 0);
            }
        }
    }

    @Test
    void exchangeMovesToAFreshConnectionWhenTheReusedOneDiesSilently() throws Exception {
        try (RawPeer peer = new RawPeer(
                socket -> {
                    RawPeer.readRequest(socket);
                    RawPeer.write(socket, OK);
                    RawPeer.readRequest(socket); // and no answer to the second
                },
                RawPeer.answers(OK))) {
            upstream.post(peer.url(), "{}").completed();

            RecordingListener second = upstream.post(peer.url(), "{\"n\":2}");

            second.completed();
            assertThat(second.text()).isEqualTo("ok");
            assertThat(peer.connections()).isEqualTo(2);
        }
    }

    @Test
    void exchangeIsNotSentTwiceOnceAByteWasAnswered() throws Exception {
        try (RawPeer peer = new RawPeer(socket -> {
            RawPeer.readRequest(socket);
            RawPeer.write(socket, OK);
            RawPeer.readRequest(socket);
            RawPeer.write(socket, "H");
        })) {
            upstream.post(peer.url(), "{}").completed();

            assertThat(upstream.post(peer.url(), "{}").fault().cause()).isEqualTo(Cause.RESET);
            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    @Test
    void freshConnectionThatDiesIsNotTriedAgain() throws Exception {
        try (RawPeer peer = new RawPeer(RawPeer::readRequest)) {
            assertThat(upstream.post(peer.url(), "{}").fault().cause()).isEqualTo(Cause.RESET);
            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    @Test
    void connectionThatIsToCloseIsClosed() throws Exception {
        CountDownLatch closed = new CountDownLatch(2);
        RawPeer.Script closing = socket -> {
            RawPeer.readRequest(socket);
            RawPeer.write(socket, "HTTP/1.1 200 OK\r\nConnection: foo, Close\r\ncontent-length: 0\r\n\r\n");
            RawPeer.awaitClose(socket);
            closed.countDown();
        };
        try (RawPeer peer = new RawPeer(closing)) {
            upstream.post(peer.url(), "{}").completed();
            upstream.post(peer.url(), "{}").completed();

            assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void connectionWithBytesBehindTheAnswerIsClosed() throws Exception {
        try (RawPeer peer = new RawPeer(socket -> {
            RawPeer.readRequest(socket);
            RawPeer.write(socket, OK + "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nwrong");
            RawPeer.awaitClose(socket);
        })) {
            for (int i = 1; i <= 2; i++) {
                RecordingListener answer = upstream.post(peer.url(), "{}");
                answer.completed();
                assertThat(answer.text()).isEqualTo("ok");
                assertThat(peer.connections()).isEqualTo(i);
            }
        }
    }

    @Test
    void freeConnectionIsEvictedAfterAWhile() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        UpstreamSettings settings = UpstreamSettings.defaults().withTick(Duration.ofMillis(20));
        try (UpstreamFixture client = new UpstreamFixture(settings);
                RawPeer peer = new RawPeer(socket -> {
                    RawPeer.readRequest(socket);
                    RawPeer.write(socket, OK);
                    RawPeer.awaitClose(socket);
                    closed.countDown();
                })) {
            client.post(peer.url(), "{}").completed();
            client.skip(Duration.ofSeconds(61));

            assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void exchangesBeyondTheLimitWaitForAConnection() throws Exception {
        UpstreamSettings settings = limits(100, 2, 100).withMaxIdle(1);
        CountDownLatch allSent = new CountDownLatch(1);
        try (UpstreamFixture client = new UpstreamFixture(settings);
                RawPeer peer = new RawPeer(socket -> serve(socket, allSent))) {
            List<RecordingListener> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                answers.add(client.post(peer.url(), "{\"n\":" + i + "}"));
            }
            client.cancel(answers.remove(10));
            allSent.countDown();

            for (RecordingListener answer : answers) {
                answer.completed();
            }
            assertThat(peer.connections()).isEqualTo(2);
            assertThat(client.freeConnections()).isEqualTo(1);
        }
    }

    @Test
    void waitForAConnectionEndsWithTheConnectTimeout() throws Exception {
        UpstreamSettings settings = limits(100, 1, 100);
        try (UpstreamFixture client = new UpstreamFixture(settings);
                RawPeer peer = new RawPeer(socket -> {
                    RawPeer.readRequest(socket);
                    RawPeer.write(socket, "HTTP/1.1 200 OK\r\n\r\nx");
                    RawPeer.awaitClose(socket);
                })) {
            RecordingListener first = client.post(peer.url(), "{}");
            first.awaitReceived(1);
            client.pause(first);
            RecordingListener second = client.post(peer.url(), "{}");

            client.skip(UpstreamFixture.LONG.plusSeconds(1));

            assertThat(second.fault().detail()).contains("no free connection within");
            assertThat(first.over()).isFalse();
        }
    }

    private static UpstreamSettings limits(int connections, int perRoute, int waiting) {
        return UpstreamSettings.defaults().withTick(Duration.ofMillis(20)).withLimits(connections, perRoute, waiting);
    }

    private static void serve(Socket socket, CountDownLatch start) throws IOException {
        while (true) {
            RawPeer.readRequest(socket);
            try {
                start.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            RawPeer.write(socket, OK);
        }
    }
}
