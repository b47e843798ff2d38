package dev.aiproxy.dist;

import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The packaged server for one of the official SDKs, with a provider of each format played by {@link SdkUpstream}. */
final class SdkLab implements AutoCloseable {
    static final String KEY = "sdk-key";
    static final String RETRY_AFTER = "9";
    static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    static final Map<Client, String> MODELS = Map.of(
            Client.CHAT, "gpt-4.1",
            Client.RESPONSES, "gpt-5.2",
            Client.CLAUDE, "claude-sonnet-4-5",
            Client.GEMINI, "gemini-2.5-flash");

    private static final Map<Client, List<String>> SERVED = Map.of(
            Client.CHAT, List.of(model(Client.CHAT), "text-embedding-3-small"),
            Client.RESPONSES, List.of(model(Client.RESPONSES)),
            Client.CLAUDE, List.of(model(Client.CLAUDE)),
            Client.GEMINI, List.of(model(Client.GEMINI), "gemini-embedding-001"));

    private final FakeUpstream upstream = FakeUpstream.start().respond(SdkUpstream::to);
    private final Path folder =
            Files.createTempDirectory(Path.of("target"), "sdk-lab-").toAbsolutePath();
    private final GatewayProcess gateway;

    SdkLab() throws Exception {
        StringBuilder config = new StringBuilder(
                "request-retry: 0\nretry: {cooldown: false}\nstreaming: {bootstrap-retries: 0}\napi-keys: [" + KEY
                        + "]\n");
        for (Client client : Client.values()) {
            config.append(client.section(upstream.url(), SERVED.getOrDefault(client, List.of())));
        }
        Path file = Files.writeString(folder.resolve("config.yaml"), config);
        gateway = GatewayProcess.serve(folder, Map.of(), "--config", file.toString());
    }

    /** The model of the provider that speaks this format. */
    static String model(Client provider) {
        return MODELS.getOrDefault(provider, "");
    }

    URI url() {
        return gateway.url();
    }

    /** The provider answers these first. */
    void enqueue(Reply... replies) {
        upstream.enqueue(replies);
    }

    int requestCount() {
        return upstream.requestCount();
    }

    /** What a provider was asked last. */
    RecordedRequest asked() {
        List<RecordedRequest> requests = upstream.requests();
        return requests.get(requests.size() - 1);
    }

    @Override
    public void close() {
        gateway.close();
        upstream.close();
    }
}
