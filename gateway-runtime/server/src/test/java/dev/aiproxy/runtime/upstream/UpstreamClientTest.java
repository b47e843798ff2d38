package dev.aiproxy.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.wire.Headers;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class UpstreamClientTest {
    private final UpstreamFixture upstream = new UpstreamFixture();
    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() {
        upstream.close();
        server.close();
    }

    @Test
    void postedBodyArrivesAndTheAnswerComesBack() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(201)
                .addHeader("X-One", "a")
                .body("{\"ok\":true}")
                .build());

        RecordingListener answer = upstream.post(url("/v1/chat?x=1%202"), "{\"model\":\"m\"}");

        assertThat(answer.completed().status()).isEqualTo(201);
        assertThat(answer.completed().headers().first("x-one")).contains("a");
        assertThat(answer.text()).isEqualTo("{\"ok\":true}");
        RecordedRequest seen = server.takeRequest();
        assertThat(seen.getTarget()).isEqualTo("/v1/chat?x=1%202");
        assertThat(seen.getBody().utf8()).isEqualTo("{\"model\":\"m\"}");
        assertThat(seen.getHeaders().get("host")).isEqualTo("localhost:" + server.getPort());
        assertThat(seen.getHeaders().get("accept-encoding")).isEqualTo("identity");
        assertThat(seen.getHeaders().get("content-type")).isEqualTo("application/json");
    }

    @Test
    void headersThatDescribeTheConnectionAreNotTheCallers() throws Exception {
        server.enqueue(new MockResponse.Builder().build());
        Headers headers = Headers.of(
                "host", "evil", "Content-Length", "99", "transfer-encoding", "chunked", "Expect", "100-continue");

        upstream.send(new UpstreamRequest("POST", url("/"), headers), "abc", UpstreamFixture.PATIENT)
                .completed();

        RecordedRequest seen = server.takeRequest();
        assertThat(seen.getHeaders().values("host")).containsExactly("localhost:" + server.getPort());
        assertThat(seen.getHeaders().values("content-length")).containsExactly("3");
        assertThat(seen.getHeaders().get("transfer-encoding")).isNull();
        assertThat(seen.getHeaders().get("expect")).isNull();
    }

    @Test
    void chunkedBodyIsJoined() {
        String body = "0123456789".repeat(20_000);
        server.enqueue(new MockResponse.Builder().chunkedBody(body, 777).build());

        RecordingListener answer = upstream.post(url("/"), "{}");

        answer.completed();
        assertThat(answer.text()).isEqualTo(body);
    }

    @Test
    void bodyOfManyMegabytesGoesOut() throws Exception {
        server.enqueue(new MockResponse.Builder().body("ok").build());
        String body = "x".repeat(8_000_000);

        upstream.post(url("/"), body).completed();

        assertThat(server.takeRequest().getBody().size()).isEqualTo(body.length());
    }

    @Test
    void nextExchangeUsesTheSameConnection() throws Exception {
        for (int i = 0; i < 3; i++) {
            server.enqueue(new MockResponse.Builder().body("answer " + i).build());
            RecordingListener answer = upstream.post(url("/"), "{}");
            answer.completed();
            assertThat(answer.text()).isEqualTo("answer " + i);
            assertThat(server.takeRequest().getExchangeIndex()).isEqualTo(i);
        }
    }

    @Test
    void manyAtOnceGetTheirOwnAnswers() {
        server.setDispatcher(new mockwebserver3.Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder()
                        .chunkedBody("for " + request.getTarget() + "!".repeat(5_000), 100)
                        .build();
            }
        });
        List<RecordingListener> answers = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            answers.add(upstream.post(url("/" + i), "{}"));
        }

        for (int i = 0; i < 64; i++) {
            answers.get(i).completed();
            assertThat(answers.get(i).text()).isEqualTo("for /" + i + "!".repeat(5_000));
        }
    }

    private URI url(String target) {
        return URI.create("http://localhost:" + server.getPort() + target);
    }
}
