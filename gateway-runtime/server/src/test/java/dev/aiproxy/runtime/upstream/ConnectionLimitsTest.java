package dev.aiproxy.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.UpstreamFailure.Cause;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class ConnectionLimitsTest {
    private static final String OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

    private final CountDownLatch go = new CountDownLatch(1);

    @Test
    void exchangeBeyondThoseThatMayWaitFailsAtOnce() throws Exception {
        try (UpstreamFixture client = limited(10, 1, 2);
                RawPeer peer = new RawPeer(this::serveOnceTold)) {
            List<RecordingListener> answers = send(client, peer, 3);

            UpstreamFault fault = client.post(peer.url(), "{}").fault();
            go.countDown();

            assertThat(fault.cause()).isEqualTo(Cause.NO_CAPACITY);
            assertThat(fault.detail()).endsWith(": too many requests wait for a connection");
            answers.forEach(RecordingListener::completed);
            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    @Test
    void connectionsAreCountedByPeer() throws Exception {
        try (UpstreamFixture client = limited(10, 1, 2);
                RawPeer peer = new RawPeer(this::serveOnceTold)) {
            List<RecordingListener> answers = send(client, peer, 3);
            int port = peer.url().getPort();
            Awaitility.await()
                    .until(() -> client.connections().equals(List.of(new PeerConnections("127.0.0.1", port, 1, 0, 2))));

            go.countDown();
            answers.forEach(RecordingListener::completed);
            Awaitility.await()
                    .until(() -> client.connections().equals(List.of(new PeerConnections("127.0.0.1", port, 0, 1, 0))));
        }
    }

    @Test
    void limitOfAllConnectionsHoldsOverAllOrigins() throws Exception {
        try (UpstreamFixture client = limited(3, 2, 100);
                RawPeer one = new RawPeer(this::serveOnceTold);
                RawPeer other = new RawPeer(this::serveOnceTold)) {
            List<RecordingListener> answers = send(client, one, 5);
            answers.addAll(send(client, other, 5));
            Awaitility.await().until(() -> one.connections() == 2 && other.connections() == 1);

            go.countDown();

            answers.forEach(RecordingListener::completed);
            assertThat(client.freeConnections()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void freeConnectionGivesWayToAnotherOrigin() throws Exception {
        go.countDown();
        try (UpstreamFixture client = limited(1, 1, 0);
                RawPeer one = new RawPeer(this::serveOnceTold);
                RawPeer other = new RawPeer(this::serveOnceTold)) {
            for (int i = 1; i <= 3; i++) {
                client.post(one.url(), "{}").completed();
                client.post(other.url(), "{}").completed();

                assertThat(one.connections()).isEqualTo(i);
                assertThat(other.connections()).isEqualTo(i);
                assertThat(client.freeConnections()).isEqualTo(1);
            }
        }
    }

    @Test
    void cancelledExchangesLeaveTheirPlaces() throws Exception {
        try (UpstreamFixture client = limited(1, 1, 2);
                RawPeer peer = new RawPeer(this::serveOnceTold)) {
            for (int i = 0; i < 5; i++) {
                send(client, peer, 3).forEach(client::cancel);
            }
            go.countDown();

            client.post(peer.url(), "{}").completed();
        }
    }

    @Test
    void refusedConnectionsLeaveTheirPlaces() throws Exception {
        java.net.URI nobody;
        try (RawPeer gone = new RawPeer(this::serveOnceTold)) {
            nobody = gone.url();
        }
        go.countDown();
        try (UpstreamFixture client = limited(2, 2, 10);
                RawPeer peer = new RawPeer(this::serveOnceTold)) {
            List<RecordingListener> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(client.post(nobody, "{}"));
                answers.add(client.post(peer.url(), "{}"));
            }

            for (int i = 0; i < answers.size(); i += 2) {
                assertThat(answers.get(i).fault().cause()).isEqualTo(Cause.UNREACHABLE);
                answers.get(i + 1).completed();
            }
        }
    }

    @Test
    void stallOfThisProcessIsNotTakenForOneOfThePeer() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch first = new CountDownLatch(1);
        try (UpstreamFixture client = limited(10, 10, 10);
                RawPeer peer = new RawPeer(socket -> {
                    RawPeer.readRequest(socket);
                    RawPeer.write(socket, "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nab");
                    await(first);
                    RawPeer.write(socket, "cd");
                    written.countDown();
                    RawPeer.awaitClose(socket);
                })) {
            RecordingListener answer = client.post(peer.url(), "{}");
            answer.awaitReceived(2);

            client.on(() -> {
                first.countDown();
                client.skip(UpstreamFixture.LONG.plusSeconds(60));
                return await(written);
            });

            answer.completed();
            assertThat(answer.text()).isEqualTo("abcd");
        }
    }

    private static UpstreamFixture limited(int connections, int perRoute, int waiting) {
        return new UpstreamFixture(
                UpstreamSettings.defaults().withTick(Duration.ofMillis(20)).withLimits(connections, perRoute, waiting));
    }

    private static List<RecordingListener> send(UpstreamFixture client, RawPeer peer, int count) {
        List<RecordingListener> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            answers.add(client.post(peer.url(), "{}"));
        }
        return answers;
    }

    private void serveOnceTold(Socket socket) throws java.io.IOException {
        while (true) {
            RawPeer.readRequest(socket);
            await(go);
            RawPeer.write(socket, OK);
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
