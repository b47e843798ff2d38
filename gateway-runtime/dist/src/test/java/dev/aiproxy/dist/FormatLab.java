package dev.aiproxy.dist;

import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.testkit.gateway.TestGateway;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** A gateway on the packaged plugins with a provider of each format, all played by one upstream. */
final class FormatLab implements AutoCloseable {
    private static final Path PLUGINS = Path.of(System.getProperty("aiproxy.home"), "plugins");

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FakeUpstream upstream = FakeUpstream.start();
    private final TestGateway gateway;

    private FormatLab(String options, BiFunction<Client, URI, String> section) throws IOException {
        StringBuilder config = new StringBuilder(
                "request-retry: 0\nretry: {cooldown: false}\nstreaming: {bootstrap-retries: 0}\n" + options);
        for (Client client : Client.values()) {
            config.append(section.apply(client, upstream.url()));
        }
        gateway = TestGateway.with(PLUGINS).config(config.toString()).start();
    }

    /** The providers serve {@link Client#model()} with {@code -0}, {@code -1} and so on behind, each with a key of its own. */
    static FormatLab withKeysPerModel(int models) throws IOException {
        return new FormatLab("", (client, url) -> client.section(url, models));
    }

    /** Each provider serves its {@link Client#model()}. */
    static FormatLab start() throws IOException {
        return serving(Map.of());
    }

    /** The providers serve these models. */
    static FormatLab serving(Map<Client, List<String>> models) throws IOException {
        return serving(models, "");
    }

    /** The same, with further lines of configuration. */
    static FormatLab serving(Map<Client, List<String>> models, String options) throws IOException {
        return new FormatLab(
                options, (client, url) -> client.section(url, models.getOrDefault(client, List.of(client.model()))));
    }

    FakeUpstream upstream() {
        return upstream;
    }

    URI url() {
        return gateway.url();
    }

    /** Sends a request of this client and takes what it is answered. */
    Answer ask(Client client, String model, boolean stream, String body, String... headers) throws IOException {
        return post(client.target(model, stream), body, headers);
    }

    Answer post(String target, String body, String... headers) throws IOException {
        try (RawHttpClient http = RawHttpClient.connect(url())) {
            return Answer.of(http.post(target, body, headers).readResponse());
        }
    }

    Answer get(String target, String... headers) throws IOException {
        try (RawHttpClient http = RawHttpClient.connect(url())) {
            return Answer.of(http.get(target, headers).readResponse());
        }
    }

    /** The next exchange that is over. */
    ExchangeRecord takeExchange() throws InterruptedException {
        return gateway.takeExchange(PATIENCE);
    }

    @Override
    public void close() {
        gateway.close();
        upstream.close();
    }

    /** What a client was answered. */
    record Answer(RawHttpClient.Response response, String body) {
        static Answer of(RawHttpClient.Response response) {
            return new Answer(response, response.body().text());
        }

        int status() {
            return response.status();
        }

        String header(String name) {
            return response.head().header(name).orElse("");
        }
    }
}
