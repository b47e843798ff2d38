package dev.aiproxy.dist;

import dev.aiproxy.testkit.gateway.TestGateway;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RawHttpClient.Response;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A gateway on the compiled Chat plugin with a key for each upstream, all serving the model {@code m}, and a clock that the test
 * moves.
 */
final class Keys implements AutoCloseable {
    private static final String CHAT = "/v1/chat/completions";

    private final VirtualClock clock = new VirtualClock();
    private final TestGateway gateway;

    private Keys(Path folder, String yaml) throws IOException {
        gateway = Shapes.gateway(folder).clock(clock).config(yaml).start();
    }

    /** @param settings top-level YAML */
    static Keys of(Path folder, String settings, FakeUpstream... upstreams) throws IOException {
        StringBuilder yaml = new StringBuilder(settings).append("openai-api-key:\n");
        for (int i = 0; i < upstreams.length; i++) {
            yaml.append(entry(i, upstreams[i], "models: [m]"));
        }
        return new Keys(folder, yaml.toString());
    }

    /** @param yaml the whole configuration */
    static Keys configured(Path folder, String yaml) throws IOException {
        return new Keys(folder, yaml);
    }

    /** A credential named {@code key-0} and so on. */
    static String entry(int index, FakeUpstream upstream, String options) {
        return "  - { name: key-%1$d, api-key: k%1$d, base-url: \"%2$s\", %3$s }\n"
                .formatted(index, upstream.url(), options);
    }

    VirtualClock clock() {
        return clock;
    }

    TestGateway gateway() {
        return gateway;
    }

    RawHttpClient connect() throws IOException {
        return RawHttpClient.connect(gateway.url());
    }

    /** One request on a connection of its own. */
    Response post(String body, String... headers) throws IOException {
        try (RawHttpClient client = connect()) {
            return begin(client, body, headers).readResponse();
        }
    }

    Response get(String target) throws IOException {
        try (RawHttpClient client = connect()) {
            return client.get(target).readResponse();
        }
    }

    static RawHttpClient begin(RawHttpClient client, String body, String... headers) throws IOException {
        return client.post(CHAT, body, headers);
    }

    @Override
    public void close() {
        gateway.close();
    }
}
