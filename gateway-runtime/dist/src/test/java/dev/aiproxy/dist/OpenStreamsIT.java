package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What streams cost the packaged server while they are open. */
final class OpenStreamsIT {
    private static final int STREAMS = 6;
    private static final int BODY = 4 << 20;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"/v1/chat/completions, openai", "/v1/messages, anthropic"})
    void begunStreamsDoNotKeepTheirRequests(String path, String format) throws Exception {
        String begun = ChatText.role("c-1") + ChatText.words("c-1", "Hello");
        try (FakeUpstream upstream = FakeUpstream.start()
                        .always(Reply.sseText(begun + ChatText.DONE).stallAt(begun.length()));
                GatewayProcess gateway = serve(upstream)) {
            List<RawHttpClient> clients = new ArrayList<>();
            try {
                for (int i = 0; i < STREAMS; i++) {
                    RawHttpClient client = RawHttpClient.connect(gateway.url());
                    clients.add(client);
                    client.post(path, request());
                    assertThat(client.readHead().status()).as(format).isEqualTo(200);
                    assertThat(client.body().readNBytes(40)).hasSize(40);
                }

                assertThat(gateway.liveBytes()).as("live heap").isLessThan(STREAMS * (long) BODY);
            } finally {
                for (RawHttpClient client : clients) {
                    client.close();
                }
            }
        }
    }

    private GatewayProcess serve(FakeUpstream upstream) throws Exception {
        Files.writeString(folder.resolve("config.yaml"), """
                openai-compatibility:
                  - {api-key: key, base-url: "%s", models: [m]}
                """.formatted(upstream.url()));
        return GatewayProcess.serve(folder, Map.of());
    }

    private static String request() {
        return """
                {"model":"m","stream":true,"max_tokens":9,"messages":[{"role":"user","content":"%s"}]}\
                """.formatted("x".repeat(BODY));
    }
}
