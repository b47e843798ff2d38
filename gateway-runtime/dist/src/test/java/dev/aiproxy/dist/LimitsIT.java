package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a client may cost, on real connections. {@link EdgeIT} has the limits of single requests. */
final class LimitsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final int CONNECTIONS = 16;
    private static final FakeUpstream UPSTREAM = FakeUpstream.start().always(Reply.json(ChatText.answer("c", "Hello")));

    @AfterAll
    static void stop() {
        UPSTREAM.close();
    }

    @Test
    void connectionsBeyondTheLimitWaitAndAreServedWhenOthersHaveGone() throws Exception {
        try (Lab lab = Lab.with("limits: { max-connections: " + CONNECTIONS + " }\n", UPSTREAM)) {
            List<RawHttpClient> served = connect(lab, CONNECTIONS);
            for (RawHttpClient client : served) {
                client.timeout(PATIENCE).post(Lab.CHAT, ChatText.request("m"));
                assertThat(client.readResponse().status()).isEqualTo(200);
            }
            List<RawHttpClient> waiting = connect(lab, CONNECTIONS);
            for (RawHttpClient client : waiting) {
                client.timeout(GLANCE).post(Lab.CHAT, ChatText.request("m"));
            }
            assertThat(waiting).noneMatch(LimitsIT::isAnswered);

            for (RawHttpClient client : served) {
                client.close();
            }
            for (RawHttpClient client : waiting) {
                assertThat(client.timeout(PATIENCE).readResponse().status()).isEqualTo(200);
                client.close();
            }
            assertThat(lab.post(ChatText.request("m")).status()).isEqualTo(200);
        }
    }

    private static List<RawHttpClient> connect(Lab lab, int count) throws IOException {
        List<RawHttpClient> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(lab.connect());
        }
        return clients;
    }

    private static boolean isAnswered(RawHttpClient client) {
        try {
            return client.readHead().status() > 0;
        } catch (SocketTimeoutException held) {
            return false;
        } catch (IOException closed) {
            return true;
        }
    }

    @Test
    void headThatComesByteByByteIsCutOff() throws Exception {
        try (Lab lab = timed();
                RawHttpClient client = lab.connect()) {
            client.timeout(GLANCE).send("POST " + Lab.CHAT + " HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");

            assertThat(isCutOffWhileSending(client, "a")).isTrue();
        }
    }

    @Test
    void headThatDoesNotGoOnIsCutOff() throws Exception {
        try (Lab lab = timed();
                RawHttpClient client = lab.connect()) {
            client.timeout(PATIENCE).send("GET /health HTTP/1.1\r\nHost: ");

            assertThat(client.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void idleConnectionIsClosedBeforeAndAfterARequest() throws Exception {
        try (Lab lab = timed();
                RawHttpClient fresh = lab.connect();
                RawHttpClient used = lab.connect()) {
            used.timeout(PATIENCE).get("/health");
            assertThat(used.readResponse().status()).isEqualTo(200);

            assertThat(used.isClosedByPeer()).isTrue();
            assertThat(fresh.timeout(PATIENCE).isClosedByPeer()).isTrue();
        }
    }

    /** Only silence is limited: what comes slowly comes. */
    @Test
    void bodyThatComesSlowlyIsServed() throws Exception {
        try (Lab lab = Lab.with("limits: { head-timeout: 1, body-timeout: 1, idle-timeout: 1 }\n", UPSTREAM);
                RawHttpClient client = lab.connect()) {
            String body = ChatText.request("m");
            client.timeout(GLANCE)
                    .send("POST " + Lab.CHAT + " HTTP/1.1\r\nHost: localhost\r\n"
                            + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n");
            for (int at = 0; at < body.length(); at += 4) {
                client.send(body.substring(at, Math.min(at + 4, body.length())));
                if (at < body.length() - 4) {
                    assertThat(client.isClosedByPeer()).isFalse();
                }
            }

            assertThat(client.timeout(PATIENCE).readResponse().status()).isEqualTo(200);
        }
    }

    private static Lab timed() throws IOException {
        return Lab.with("limits: { head-timeout: 1, idle-timeout: 1 }\n", UPSTREAM);
    }

    /** Paced by the client's read time-out; ends after a hundred tries. */
    private static boolean isCutOffWhileSending(RawHttpClient client, String piece) throws IOException {
        for (int i = 0; i < 100; i++) {
            try {
                client.send(piece);
            } catch (SocketException cut) {
                return true;
            }
            if (client.isClosedByPeer()) {
                return true;
            }
        }
        return false;
    }
}
