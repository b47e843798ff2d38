package dev.aiproxy.testkit.tck;

import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.testkit.gateway.PluginJar;
import dev.aiproxy.testkit.gateway.TestGateway;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** A gateway with the plugin under test, a scripted upstream behind it, and a client that sees events. */
final class ProviderLab implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String QUIET =
            "request-retry: 0\nretry: {cooldown: false}\nstreaming: {bootstrap-retries: 0}\n";

    private final ProviderSetup setup;
    private final FakeUpstream upstream;
    private final TestGateway gateway;

    private ProviderLab(ProviderSetup setup, FakeUpstream upstream, TestGateway gateway) {
        this.setup = setup;
        this.upstream = upstream;
        this.gateway = gateway;
    }

    /** For a provider over HTTP: it finds its upstream at the scripted one. */
    static ProviderLab overHttp(ProviderSetup setup) throws IOException {
        FakeUpstream upstream = FakeUpstream.start();
        return start(setup, upstream, upstream.url().toString());
    }

    /** For a provider in this process. */
    static ProviderLab local(ProviderSetup setup) throws IOException {
        return start(setup, FakeUpstream.start(), "");
    }

    private static ProviderLab start(ProviderSetup setup, FakeUpstream upstream, String baseUrl) throws IOException {
        Path folder = Files.createTempDirectory("tck-");
        try {
            Path client = PluginJar.write(folder, "tck", List.of(EventTranslator.class), List.of(EventLines.class));
            TestGateway gateway = TestGateway.bare()
                    .pluginsOnClassPath()
                    .jar(client)
                    .config(QUIET + setup.yaml(baseUrl))
                    .start();
            Files.delete(client);
            Files.delete(folder);
            return new ProviderLab(setup, upstream, gateway);
        } catch (IOException | RuntimeException | Error failed) {
            upstream.close();
            throw failed;
        }
    }

    /** Answers each request with this, unless {@code aside} has something else for it. */
    void answer(Reply reply, Function<RecordedRequest, Optional<Reply>> aside) {
        upstream.respond(request -> aside.apply(request).orElse(reply));
    }

    /** What a client got, and what is left of the exchange. */
    record Outcome(int status, String head, String body, ExchangeRecord record) {
        JsonNode json() {
            return Json.parse(body);
        }

        List<JsonNode> lines() {
            return body.lines().map(Json::parse).toList();
        }

        /** The text of all events. */
        String text() {
            StringBuilder text = new StringBuilder();
            lines().forEach(line -> text.append(line.path("text").asString("")));
            return text.toString();
        }

        String lastEvent() {
            List<JsonNode> lines = lines();
            return lines.isEmpty()
                    ? "nothing"
                    : lines.get(lines.size() - 1).path("event").asString("");
        }
    }

    Outcome ask(boolean stream) throws IOException, InterruptedException {
        try (RawHttpClient client = RawHttpClient.connect(gateway.url())) {
            RawHttpClient.Response response =
                    client.post(EventTranslator.PATH, question(stream)).readResponse();
            String id = response.head().header("x-request-id").orElse("");
            return new Outcome(
                    response.status(),
                    response.head().toString(),
                    response.body().text(),
                    record(id));
        }
    }

    private ExchangeRecord record(String requestId) throws InterruptedException {
        ExchangeRecord record = gateway.takeExchange(PATIENCE);
        while (!record.requestId().equals(requestId)) {
            record = gateway.takeExchange(PATIENCE);
        }
        return record;
    }

    /** A client that has asked for a stream and read its head. */
    RawHttpClient beginStream() throws IOException {
        RawHttpClient client = RawHttpClient.connect(gateway.url()).post(EventTranslator.PATH, question(true));
        client.readHead();
        return client;
    }

    private String question(boolean stream) {
        return Json.text(
                Json.object().put("model", setup.model()).put("stream", stream).put("say", "Hello"));
    }

    FakeUpstream upstream() {
        return upstream;
    }

    TestGateway gateway() {
        return gateway;
    }

    @Override
    public void close() {
        gateway.close();
        upstream.close();
    }
}
