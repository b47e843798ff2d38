package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aiproxy.runtime.server.Control;
import dev.aiproxy.testkit.gateway.TestGateway;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The configuration changes under load: no request fails, none is served by two configurations. */
final class ReloadIT {
    private static final Path PLUGINS = GatewayProcess.HOME.resolve("plugins");
    private static final int CONNECTIONS = 64;
    private static final int RELOADS = 100;

    private final Queue<String> mixed = new ConcurrentLinkedQueue<>();

    @Test
    void hundredReloadsUnderLoadDisturbNobody() throws Exception {
        try (FakeUpstream upstream = FakeUpstream.start().respond(this::answer);
                TestGateway gateway =
                        TestGateway.with(PLUGINS).config(config(upstream, 0)).start()) {
            ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS);
            AtomicBoolean enough = new AtomicBoolean();
            try {
                List<Future<Integer>> running = new ArrayList<>();
                for (int i = 0; i < CONNECTIONS; i++) {
                    boolean stream = i % 2 == 0;
                    running.add(clients.submit(() -> ask(gateway, stream, enough)));
                }
                reload(gateway, upstream);
                enough.set(true);
                for (Future<Integer> client : running) {
                    assertThat(client.get(30, TimeUnit.SECONDS)).isPositive();
                }
            } finally {
                enough.set(true);
                clients.shutdownNow();
            }
            assertThat(mixed).isEmpty();
            nothingIsLeftOver(gateway);
        }
    }

    private static void reload(TestGateway gateway, FakeUpstream upstream) throws IOException {
        for (int i = 1; i <= RELOADS; i++) {
            boolean valid = i % 2 == 0;
            Files.writeString(gateway.configFile(), valid ? config(upstream, i) : config(upstream, i) + "prot: 1\n");
            Control.Outcome outcome = gateway.gateway().control().reload();
            assertThat(outcome.applied()).isEqualTo(valid);
        }
    }

    /** Each configuration sends its number twice: as a header and in the body. */
    private static String config(FakeUpstream upstream, int number) {
        return """
            openai-compatibility:
              - base-url: %s
                api-key: key
                models: [m]
                headers: {x-number: "%d"}
            payload:
              override:
                - models: [{name: m}]
                  params: {user: "%d"}
            """.formatted(upstream.url(), number, number);
    }

    private Reply answer(RecordedRequest request) {
        String header = request.header("x-number").orElse("none");
        String body = request.json().path("user").asString();
        if (!header.equals(body)) {
            mixed.add(header + " and " + body);
        }
        return request.json().path("stream").asBoolean()
                ? Reply.sseText(ChatText.stream("c-1", "Hello", " there"))
                : Reply.json(ChatText.answer("c-1", "Hello there"));
    }

    private static int ask(TestGateway gateway, boolean stream, AtomicBoolean enough) throws IOException {
        int asked = 0;
        try (RawHttpClient client = RawHttpClient.connect(gateway.url())) {
            do {
                String request = stream ? ChatText.streamRequest("m") : ChatText.request("m");
                RawHttpClient.Response response =
                        client.post("/v1/chat/completions", request).readResponse();
                assertThat(response.status()).isEqualTo(200);
                assertThat(response.body().text()).contains(stream ? "[DONE]" : "Hello there");
                asked++;
            } while (!enough.get());
        }
        return asked;
    }

    private static void nothingIsLeftOver(TestGateway gateway) {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            System.gc();
            return gateway.gateway().control().plugins().stream()
                    .allMatch(plugin -> plugin.inFlight() == 0
                            && plugin.draining().isEmpty()
                            && plugin.leaked().isEmpty());
        });
    }
}
