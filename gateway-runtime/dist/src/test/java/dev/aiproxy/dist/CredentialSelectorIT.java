package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.dist.hooks.LastCredential;
import dev.aiproxy.testkit.gateway.TestGateway;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A plugin brings a way to choose among credentials. */
final class CredentialSelectorIT {
    private static final Path PLUGINS = GatewayProcess.HOME.resolve("plugins");

    @Test
    void strategyOfAPluginChooses() throws Exception {
        assertThat(chosen("second")).isEqualTo("second");
    }

    @Test
    void strategyThatFailsLeavesTheFirst() throws Exception {
        assertThat(chosen("odd")).isEqualTo("first");
    }

    @Test
    void unknownStrategyIsRefusedNamingThoseThatThereAre() {
        assertThatThrownBy(() -> TestGateway.with(PLUGINS)
                        .plugin("chooser", LastCredential.class)
                        .config("routing: { strategy: last-fist }")
                        .start())
                .hasMessageContaining("round-robin, fill-first, last-first");
    }

    private static String chosen(String second) throws IOException, InterruptedException {
        try (FakeUpstream upstream = FakeUpstream.start().always(Reply.json(ChatText.answer("c-1", "Hello")));
                TestGateway gateway = TestGateway.with(PLUGINS)
                        .plugin("chooser", LastCredential.class)
                        .config(config(upstream, second))
                        .start();
                RawHttpClient client = RawHttpClient.connect(gateway.url())) {
            client.post("/v1/chat/completions", ChatText.request("m")).readResponse();
            return String.valueOf(gateway.takeExchange(Duration.ofSeconds(10)).credential());
        }
    }

    private static String config(FakeUpstream upstream, String second) {
        return """
            routing: { strategy: last-first }
            openai-compatibility:
              - { name: first, api-key: key-1, base-url: "%1$s", models: [m] }
              - { name: %2$s, api-key: key-2, base-url: "%1$s", models: [m] }
            """.formatted(upstream.url(), second);
    }
}
