package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aiproxy.testkit.gateway.TestGateway;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.Gate;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of a two-step flow, as {@code VertexShape} describes it: fetched once, shared, renewed. */
final class TokenFlowTest {
    private static final String ANSWER = "{\"choices\":[]}";
    private static final String HOUR = "3600000";

    private final FakeUpstream tokens = FakeUpstream.start();
    private final FakeUpstream upstream = FakeUpstream.start().always(Reply.json(ANSWER));
    private final AtomicInteger granted = new AtomicInteger();

    @TempDir
    private Path folder;

    private TestGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = Shapes.gateway(folder)
                .config("""
                request-retry: 0
                retry: {cooldown: false}
                vertex-shape-api-key:
                  - api-key: vertex-secret
                    base-url: %s
                    token-url: %s
                    models: [vertex]
                """.formatted(upstream.url(), tokens.url()))
                .start();
    }

    @AfterEach
    void stop() {
        gateway.close();
        upstream.close();
        tokens.close();
    }

    @Test
    void twoStepsBuyTheTokenOfACall() throws Exception {
        tokens.respond(request -> grant(request, HOUR));

        assertThat(Shapes.ask(gateway.url(), "vertex", false).body().text()).isEqualTo(ANSWER);

        RecordedRequest assertion = tokens.takeRequest();
        assertThat(assertion.target()).isEqualTo("/assertion");
        assertThat(assertion.bodyText()).isEqualTo("{\"key\":\"vertex-secret\"}");
        assertThat(tokens.takeRequest().bodyText()).isEqualTo("{\"assertion\":\"a\"}");
        RecordedRequest call = upstream.takeRequest();
        assertThat(call.target()).isEqualTo("/publishers/shape/models/vertex:chat");
        assertThat(call.header("authorization")).hasValue("Bearer token-1");
    }

    @Test
    void streamPaysWithTheSameToken() throws Exception {
        tokens.respond(request -> grant(request, HOUR));
        Shapes.ask(gateway.url(), "vertex", false);
        upstream.always(Reply.sse(
                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}", "[DONE]"));

        RawHttpClient.Response response = Shapes.ask(gateway.url(), "vertex", true);

        assertThat(Shapes.text(response)).isEqualTo("x");
        assertThat(tokens.requestCount()).isEqualTo(2);
        assertThat(tokensUsed()).containsExactly("Bearer token-1", "Bearer token-1");
    }

    @Test
    void oneFetchServesAllWhoWait() throws Exception {
        Gate gate = new Gate();
        tokens.respond(request -> grant(request, HOUR).gateBeforeHead(gate));
        List<RawHttpClient> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            clients.add(Shapes.begin(RawHttpClient.connect(gateway.url()), "vertex", false));
        }
        gate.awaitReached(1, Duration.ofSeconds(10));
        gate.open();

        for (RawHttpClient client : clients) {
            assertThat(client.readResponse().body().text()).isEqualTo(ANSWER);
            client.close();
        }

        assertThat(tokens.requestCount()).isEqualTo(2);
        assertThat(tokensUsed()).hasSize(8).containsOnly("Bearer token-1");
    }

    @Test
    void expiredTokenIsReplaced() {
        tokens.respond(request -> grant(request, "200"));

        await().until(() -> {
            Shapes.ask(gateway.url(), "vertex", false);
            return tokensUsed().contains("Bearer token-2");
        });

        assertThat(tokensUsed()).startsWith("Bearer token-1");
    }

    @Test
    void tokenThatTheUpstreamRefusesIsFetchedAnew() throws Exception {
        tokens.respond(request -> grant(request, HOUR));
        upstream.enqueue(Reply.json(401, "{\"error\":{\"message\":\"the token was revoked\"}}"));

        assertThat(Shapes.ask(gateway.url(), "vertex", false).status()).isEqualTo(401);
        assertThat(Shapes.ask(gateway.url(), "vertex", false).status()).isEqualTo(200);

        assertThat(tokensUsed()).containsExactly("Bearer token-1", "Bearer token-2");
    }

    @Test
    void callWithAnOldTokenThatTheUpstreamRefusesIsRepeatedWithAFreshOne() throws Exception {
        tokens.respond(request -> grant(request, HOUR));
        Shapes.ask(gateway.url(), "vertex", false);
        upstream.enqueue(Reply.json(401, "{\"error\":{\"message\":\"the token was revoked\"}}"));

        assertThat(Shapes.ask(gateway.url(), "vertex", false).status()).isEqualTo(200);

        assertThat(tokensUsed()).containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-2");
    }

    @Test
    void refusedKeyIsToldInTheClientsFormat() throws Exception {
        tokens.always(Reply.json(401, "{\"reason\":\"vertex-secret is unknown\"}"));

        RawHttpClient.Response response = Shapes.ask(gateway.url(), "vertex", true);

        assertThat(response.status()).isEqualTo(502);
        assertThat(response.body().json().at("/error/message").asString())
                .contains("vertex-shape", "token")
                .doesNotContain("vertex-secret");
        assertThat(upstream.requestCount()).isZero();
    }

    @Test
    void refusalIsNotKept() throws Exception {
        tokens.enqueue(Reply.json(401, "{}")).respond(request -> grant(request, HOUR));

        assertThat(Shapes.ask(gateway.url(), "vertex", false).status()).isEqualTo(502);
        assertThat(Shapes.ask(gateway.url(), "vertex", false).status()).isEqualTo(200);
    }

    @Test
    void tokenServiceThatCannotBeReachedIsNoRefusal() throws Exception {
        tokens.always(Reply.resetWithoutReply());

        RawHttpClient.Response response = Shapes.ask(gateway.url(), "vertex", false);

        assertThat(response.status()).isEqualTo(502);
        assertThat(response.body().json().at("/error/message").asString()).contains("vertex-shape");
    }

    @Test
    void answerThatIsNoTokenIsNoDisaster() throws Exception {
        tokens.always(Reply.status(200).html("<h1>maintenance</h1>"));

        assertThat(Shapes.ask(gateway.url(), "vertex", false).status()).isEqualTo(502);
    }

    private Reply grant(RecordedRequest request, String lifetime) {
        return Reply.json(
                request.target().equals("/assertion")
                        ? "{\"assertion\":\"a\"}"
                        : "{\"token\":\"token-%d\",\"lifetime\":%s}".formatted(granted.incrementAndGet(), lifetime));
    }

    private List<String> tokensUsed() {
        return upstream.requests().stream()
                .map(request -> request.header("authorization").orElse("none"))
                .toList();
    }
}
