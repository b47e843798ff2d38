package dev.aiproxy.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aiproxy.api.wire.Json;
import dev.aiproxy.dist.GatewayProcess.Outcome;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.Gate;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.Reply;
import dev.aiproxy.testkit.http.ResponseBody;
import dev.aiproxy.testkit.http.TlsIdentity;
import dev.aiproxy.testkit.sse.SseEvent;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the gateway's process ends when it is told to. */
final class ShutdownIT {
    private static final String FIRST =
            "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                    + "\"delta\":{\"role\":\"assistant\",\"content\":\"one\"},\"finish_reason\":null}]}";
    private static final String LAST =
            "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                    + "\"delta\":{\"content\":\"two\"},\"finish_reason\":\"stop\"}]}";

    private final FakeUpstream upstream = FakeUpstream.start();
    private final Gate rest = new Gate();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        rest.open();
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void openStreamFinishesAndNothingNewBegins(String signal) throws Exception {
        try (var gateway = serve("30s");
                var stream = openStream(gateway.url());
                var idle = RawHttpClient.connect(gateway.url())) {
            assertThat(health(idle)).isEqualTo(200);

            gateway.signal(signal);

            await().until(() -> health(idle) == 503);
            await().until(() -> refusesConnections(gateway.url()));
            rest.open();
            assertThat(stream.readBody().text()).contains("two").endsWith("data: [DONE]\n\n");
            Outcome outcome = gateway.awaitExit();
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.err()).contains("shutting down", "stopped").doesNotContain("still open");
        }
    }

    /** A response that just broke off looked like a fault of the network, and was logged as the client leaving. */
    @ParameterizedTest
    @EnumSource(
            value = Client.class,
            names = {"CHAT", "CLAUDE"})
    void streamThatOutlivesTheTimeoutEndsWithAnErrorOfItsFormat(Client format) throws Exception {
        try (var gateway = serve("300ms");
                var stream = openStream(gateway.url(), format.target("m", true), format.body("m", true))) {
            gateway.signal("TERM");

            ResponseBody rest = stream.readBody();
            Outcome outcome = gateway.awaitExit();

            assertThat(rest.isComplete()).isTrue();
            List<SseEvent> events = rest.sse().events();
            SseEvent last = events.get(events.size() - 1);
            assertThat(last.event()).isEqualTo(format == Client.CLAUDE ? "error" : null);
            assertThat(Json.parse(last.data()).at("/error/message").asString(""))
                    .contains("the gateway is shutting down");
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.err())
                    .contains("1 requests were still open", "status=200 error=SHUTTING_DOWN", "stopped")
                    .doesNotContain("CLIENT_CLOSED");
        }
    }

    @Test
    void clientThatIsAnsweredButDoesNotCloseHoldsUpNothing() throws Exception {
        try (var gateway = serve("30s");
                var client = RawHttpClient.connect(gateway.url())) {
            client.send("POST %s HTTP/1.1\r\nHost: h\r\nContent-Length: 100000000\r\n\r\n{".formatted(Lab.CHAT));
            assertThat(client.readResponse().status()).isEqualTo(413);

            gateway.signal("TERM");

            Outcome outcome = gateway.awaitExit();
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.err()).contains("stopped").doesNotContain("still open");
        }
    }

    @Test
    void requestThatOutlivesTheTimeoutWithoutAnAnswerIsToldWhy() throws Exception {
        upstream.enqueue(Reply.sse(FIRST, LAST, "[DONE]").gateBeforeHead(rest));
        try (var gateway = serve("300ms");
                var client = RawHttpClient.connect(gateway.url())) {
            client.post(Lab.CHAT, ChatText.streamRequest("m"));
            rest.awaitReached(1, Duration.ofSeconds(10));

            gateway.signal("TERM");

            RawHttpClient.Response response = client.readResponse();
            assertThat(response.status()).isEqualTo(503);
            assertThat(response.body().text()).contains("the gateway is shutting down");
            assertThat(gateway.awaitExit().err())
                    .contains("status=503 error=SHUTTING_DOWN", "stopped")
                    .doesNotContain("CLIENT_CLOSED");
        }
    }

    /** Nobody waits for a client that reads nothing. */
    @Test
    void clientThatDoesNotReadKeepsNobodyFromStopping() throws Exception {
        byte[] event = ("data: " + FIRST.replace("one", "x".repeat(8192)) + "\n\n").getBytes(UTF_8);
        upstream.enqueue(Reply.endless(piece -> event).header("content-type", "text/event-stream"));
        try (var gateway = serve("300ms");
                var client = RawHttpClient.connect(gateway.url())) {
            client.post(Lab.CHAT, ChatText.streamRequest("m"));
            assertThat(client.readHead().status()).isEqualTo(200);

            gateway.signal("TERM");

            Outcome outcome = gateway.awaitExit();
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.err()).contains("status=200 error=SHUTTING_DOWN", "stopped");
        }
    }

    @Test
    void idleGatewayEndsAtOnce() throws Exception {
        try (var gateway = serve("30s");
                var idle = RawHttpClient.connect(gateway.url())) {
            assertThat(health(idle)).isEqualTo(200);
            long before = System.nanoTime();

            gateway.signal("TERM");

            assertThat(gateway.awaitExit().exitCode()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void openStreamOverHttp2FinishesAndNothingNewBegins() throws Exception {
        TlsIdentity identity = TlsIdentity.forHosts("127.0.0.1");
        Files.writeString(folder.resolve("server.pem"), identity.pem());
        Files.writeString(folder.resolve("server-key.pem"), identity.privateKeyPem());
        upstream.enqueue(Reply.sse(FIRST, LAST, "[DONE]").gateAt(("data: " + FIRST + "\n\n").length(), rest));
        try (var gateway = serve("30s\ntls: { enable: true, cert: server.pem, key: server-key.pem }");
                var client = Http2Client.connect(gateway.url(), identity, 1 << 20)) {
            int stream = client.post(Lab.CHAT, ChatText.streamRequest("m"));
            client.await(stream, FIRST.length());

            gateway.signal("TERM");

            await().until(() -> client.whole(client.get("/health")).status() == 503);
            assertThat(client.whole(client.post(Lab.CHAT, ChatText.request("m")))
                            .headers())
                    .containsEntry(":status", "503")
                    .containsKey("retry-after");
            rest.open();
            assertThat(client.whole(stream).text()).contains("two").endsWith("data: [DONE]\n\n");
            assertThat(gateway.awaitExit().err()).contains("stopped").doesNotContain("still open");
        }
    }

    private GatewayProcess serve(String shutdownTimeout) throws Exception {
        Path config = Files.writeString(folder.resolve("config.yaml"), """
                shutdown-timeout: %s
                openai-api-key:
                  - api-key: k
                    base-url: %s
                    models: [m]
                """.formatted(shutdownTimeout, upstream.url()));
        return GatewayProcess.serve(folder, Map.of(), "--config", config.toString());
    }

    /** A stream whose first event is there and whose rest waits at the gate. */
    private RawHttpClient openStream(URI gateway) throws IOException {
        return openStream(gateway, Lab.CHAT, "{\"model\":\"m\",\"stream\":true,\"messages\":[]}");
    }

    private RawHttpClient openStream(URI gateway, String target, String body) throws IOException {
        Reply reply = Reply.sse(FIRST, LAST, "[DONE]");
        upstream.enqueue(reply.gateAt(("data: " + FIRST + "\n\n").length(), rest));
        RawHttpClient client = RawHttpClient.connect(gateway);
        client.post(target, body);
        assertThat(client.readHead().status()).isEqualTo(200);
        assertThat(client.nextEvent()).isNotNull();
        return client;
    }

    private static int health(RawHttpClient client) throws IOException {
        RawHttpClient.Response response =
                client.get("/health", "x-request-id: probe").readResponse();
        if (response.status() != 200) {
            assertThat(response.body().json().path("request_id").asString("")).isEqualTo("probe");
        }
        return response.status();
    }

    private static boolean refusesConnections(URI url) throws IOException {
        try {
            RawHttpClient.connect(url).close();
            return false;
        } catch (ConnectException refused) {
            return true;
        }
    }
}
