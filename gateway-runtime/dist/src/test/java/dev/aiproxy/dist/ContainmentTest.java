package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aiproxy.dist.faults.WaywardProvider;
import dev.aiproxy.testkit.gateway.PluginJar;
import dev.aiproxy.testkit.gateway.TestGateway;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that hang or fail again and again. */
final class ContainmentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ANSWER = "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"well\"}}]}";

    @TempDir
    private Path folder;

    private final CountDownLatch latch = new CountDownLatch(1);
    private final FakeUpstream upstream = FakeUpstream.start().always(Reply.json(ANSWER));

    @BeforeEach
    void leaveTheLatch() {
        System.getProperties().put(WaywardProvider.LATCH, latch);
    }

    @AfterEach
    void release() {
        latch.countDown();
        System.getProperties().remove(WaywardProvider.LATCH);
        upstream.close();
    }

    @Test
    void pluginThatHoldsUpAnIoThreadTurnsHealthUntilItReturns() throws Exception {
        try (TestGateway gateway = gateway("");
                RawHttpClient client = RawHttpClient.connect(gateway.url())) {
            Shapes.begin(client, "hangs", false);

            await().atMost(PATIENCE)
                    .until(() -> health(gateway).contains("plugin 'wayward' does not return from prepare"));

            latch.countDown();
            assertThat(client.readResponse().status()).isEqualTo(200);
            await().atMost(PATIENCE).until(() -> health(gateway).contains("ok"));
        }
    }

    @Test
    void pluginOnAWorkerHoldsUpNobody() throws Exception {
        try (TestGateway gateway = gateway("plugins: {wayward: {run-on: worker}}");
                RawHttpClient client = RawHttpClient.connect(gateway.url())) {
            Shapes.begin(client, "hangs", false);

            for (int i = 0; i < 8; i++) {
                assertThat(Shapes.ask(gateway.url(), "sound", false).status()).isEqualTo(200);
                assertThat(health(gateway)).contains("ok");
            }
            latch.countDown();
            assertThat(client.readResponse().status()).isEqualTo(200);
        }
    }

    @Test
    void clientThatLeavesInterruptsAPluginOnAWorker() throws Exception {
        try (TestGateway gateway = gateway("plugins: {wayward: {run-on: worker}}")) {
            try (RawHttpClient client = RawHttpClient.connect(gateway.url())) {
                Shapes.begin(client, "hangs", false);
                assertThat(Shapes.ask(gateway.url(), "sound", false).status()).isEqualTo(200);
                gateway.takeExchange(PATIENCE);
            }

            assertThat(gateway.takeExchange(PATIENCE).status()).isEqualTo(499);
        }
    }

    @Test
    void pluginThatFailsTooOftenIsDisabledUntilItIsEnabled() throws Exception {
        try (TestGateway gateway = gateway("plugins: {max-faults: 3}")) {
            for (int i = 0; i < 3; i++) {
                assertThat(Shapes.ask(gateway.url(), "throws", false).status()).isEqualTo(502);
            }

            RawHttpClient.Response disabled = Shapes.ask(gateway.url(), "throws", false);
            assertThat(disabled.status()).isEqualTo(503);
            assertThat(disabled.body().text()).contains("plugin 'wayward' is disabled: it failed 3 times within 60 s");
            assertThat(Shapes.ask(gateway.url(), "shared", false).status()).isEqualTo(200);

            enable(gateway);
            assertThat(Shapes.ask(gateway.url(), "throws", false).status()).isEqualTo(502);
        }
    }

    private static void enable(TestGateway gateway) throws IOException {
        try (RawHttpClient client = RawHttpClient.connect(gateway.url())) {
            client.post("/admin/plugins/wayward/enable", "");
            assertThat(client.readResponse().status()).isEqualTo(200);
        }
    }

    private TestGateway gateway(String more) throws IOException {
        return Shapes.gateway(folder)
                .jar(PluginJar.write(folder, "wayward", List.of(WaywardProvider.class), List.of()))
                .config("""
                        request-retry: 1
                        retry: {cooldown: false}
                        %2$s
                        wayward-api-key:
                          - api-key: k
                            base-url: %1$s
                            models: [hangs, throws, {id: throws, alias: shared}]
                        openai-api-key:
                          - api-key: k
                            base-url: %1$s
                            models: [sound, shared]
                        """.formatted(upstream.url(), more))
                .start();
    }

    private static String health(TestGateway gateway) throws IOException {
        try (RawHttpClient client = RawHttpClient.connect(gateway.url()).timeout(Duration.ofMillis(500))) {
            client.get("/health");
            RawHttpClient.Response response = client.readResponse();
            assertThat(response.status()).isEqualTo(response.body().text().contains("ok") ? 200 : 503);
            return response.body().text();
        } catch (IOException heldUp) {
            return "this connection's IO thread is held up";
        }
    }
}
