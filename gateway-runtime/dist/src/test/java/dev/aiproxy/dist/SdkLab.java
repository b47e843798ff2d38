package dev.aiproxy.dist;

import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A gateway for one of the official SDKs, with a provider of each format played by {@link SdkUpstream}. */
final class SdkLab implements AutoCloseable {
    static final String KEY = "sdk-key";
    static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    static final Map<Client, String> MODELS = Map.of(
            Client.CHAT, "gpt-4.1",
            Client.RESPONSES, "gpt-5.2",
            Client.CLAUDE, "claude-sonnet-4-5",
            Client.GEMINI, "gemini-2.5-flash");

    private final ThreeProviders providers;

    SdkLab() throws IOException {
        providers = ThreeProviders.serving(
                Map.of(
                        Client.CHAT, List.of(model(Client.CHAT), "text-embedding-3-small"),
                        Client.RESPONSES, List.of(model(Client.RESPONSES)),
                        Client.CLAUDE, List.of(model(Client.CLAUDE)),
                        Client.GEMINI, List.of(model(Client.GEMINI), "gemini-embedding-001")),
                "api-keys: [" + KEY + "]\n");
        providers.upstream().respond(SdkUpstream::to);
    }

    /** The model of the provider that speaks this format. */
    static String model(Client provider) {
        return MODELS.getOrDefault(provider, "");
    }

    URI url() {
        return providers.url();
    }

    /** The provider answers these first. */
    void enqueue(Reply... replies) {
        providers.upstream().enqueue(replies);
    }

    int requestCount() {
        return providers.upstream().requestCount();
    }

    /** What a provider was asked last. */
    RecordedRequest asked() {
        List<RecordedRequest> requests = providers.upstream().requests();
        return requests.get(requests.size() - 1);
    }

    @Override
    public void close() {
        providers.close();
    }
}
