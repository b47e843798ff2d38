package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.Reply;
import dev.aiproxy.testkit.http.TlsIdentity;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

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

    static Stream<Arguments> refusedHeads() {
        String fields = IntStream.range(0, 201)
                .mapToObj(i -> "X-%d: y\r\n".formatted(i))
                .collect(Collectors.joining());
        String query = IntStream.range(0, 1001).mapToObj("p%d=1"::formatted).collect(Collectors.joining("&"));
        return Stream.of(
                arguments("70 KB in a field", "GET /health HTTP/1.1\r\nX-Large: " + "x".repeat(70_000) + "\r\n\r\n"),
                arguments("more than 200 fields", "GET /health HTTP/1.1\r\n" + fields + "\r\n"),
                arguments("more than 1000 parameters", "GET /health?" + query + " HTTP/1.1\r\nHost: h\r\n\r\n"),
                arguments("no HTTP", "GET /health SMTP/1.1\r\n\r\n"));
    }

    /** Clients, the log and the metrics were told nothing. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedHeads")
    void headThatIsRefusedIsAnsweredAndCounted(String what, String head) throws Exception {
        try (Lab lab = Lab.of(UPSTREAM);
                RawHttpClient client = lab.connect().timeout(PATIENCE)) {
            RawHttpClient.Response response = client.send(head).readResponse();

            assertRefused(response);
            assertThat(client.isClosedByPeer()).isTrue();
            String id = response.head().header("x-request-id").orElseThrow();
            assertNoted(lab, id);
        }
    }

    @Test
    void headThatIsRefusedBehindARequestAndOverTlsIsAnsweredToo() throws Exception {
        TlsIdentity identity = TlsIdentity.forHosts("127.0.0.1");
        try (Lab lab = Lab.tls(identity, "limits: {header-size-kb: 4}\n", UPSTREAM);
                RawHttpClient client = lab.connect().timeout(PATIENCE)) {
            client.post(Lab.CHAT, ChatText.request("m"));
            assertThat(client.readResponse().status()).isEqualTo(200);

            client.send("GET /health HTTP/1.1\r\nX-Large: " + "x".repeat(5000) + "\r\n\r\n");

            assertRefused(client.readResponse());
        }
    }

    private static void assertRefused(RawHttpClient.Response response) {
        JsonNode error = response.body().json().path("error");
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.head().header("connection")).contains("close");
        assertThat(error.path("code").asString("")).isEqualTo("invalid_request");
        assertThat(error.path("message").asString("")).contains("head", "limits.header-size-kb", "200", "1000");
        assertThat(response.head().header("x-request-id"))
                .contains(error.path("request_id").asString(""));
    }

    private static void assertNoted(Lab lab, String id) throws IOException {
        try (RawHttpClient operator = lab.connect()) {
            JsonNode requests =
                    operator.get("/admin/requests").readResponse().body().json();
            assertThat(requests.toString()).contains("\"" + id + "\"", "\"127.0.0.1\"");
            JsonNode metrics =
                    operator.get("/admin/metrics").readResponse().body().json();
            assertThat(metrics.path("aiproxy.errors[error.type=INVALID_REQUEST,format=none]")
                            .asInt())
                    .isEqualTo(1);
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
