package dev.aiproxy.dist;

import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.testkit.gateway.TestGateway;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RawHttpClient.Response;
import dev.aiproxy.testkit.http.TlsIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A gateway with the packaged plugins and one credential of {@code openai-compat} for each upstream, named {@code key-1},
 * {@code key-2} and so on, tried in this order. It serves the model {@code m}, and {@code real-model} under the alias
 * {@code nick}. A failed attempt is tried once with each credential, and no failure is remembered, unless the settings say
 * otherwise.
 */
final class Lab implements AutoCloseable {
    static final String CHAT = "/v1/chat/completions";
    static final String UPSTREAM_SECRET = "upstream-secret";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TestGateway gateway;
    private final @Nullable TlsIdentity identity;

    private Lab(TestGateway gateway, @Nullable TlsIdentity identity) {
        this.gateway = gateway;
        this.identity = identity;
    }

    static Lab of(FakeUpstream... upstreams) throws IOException {
        return with("", upstreams);
    }

    /** @param settings further top-level YAML */
    static Lab with(String settings, FakeUpstream... upstreams) throws IOException {
        return at(settings, Arrays.stream(upstreams).map(FakeUpstream::url).toList());
    }

    static Lab at(String settings, List<URI> upstreams) throws IOException {
        return of(builder().config(config(settings, upstreams)).start());
    }

    /** With this identity on an https listener. */
    static Lab tls(TlsIdentity identity, FakeUpstream upstream) throws IOException {
        return tls(identity, "", upstream);
    }

    /** The same with further top-level YAML. */
    static Lab tls(TlsIdentity identity, String settings, FakeUpstream upstream) throws IOException {
        String yaml = config(settings, List.of(upstream.url()));
        return new Lab(builder().tls(identity).config(yaml).start(), identity);
    }

    /** A gateway with the packaged plugins, yet to be configured. */
    static TestGateway.Builder builder() {
        return TestGateway.with(Path.of(System.getProperty("aiproxy.home"), "plugins"));
    }

    static Lab of(TestGateway gateway) {
        return new Lab(gateway, null);
    }

    static String config(String settings, List<URI> upstreams) {
        StringBuilder yaml = new StringBuilder(settings);
        if (!settings.contains("request-retry")) {
            yaml.append("request-retry: ").append(upstreams.size() - 1).append('\n');
        }
        if (!settings.contains("retry:\n")) {
            yaml.append("retry: {cooldown: false}\n");
        }
        yaml.append("routing: {strategy: fill-first}\nopenai-compatibility:\n");
        for (int i = 0; i < upstreams.size(); i++) {
            yaml.append("""
                      - api-key: %s-%d
                        name: key-%2$d
                        base-url: %s
                        stream-usage: "%s"
                        models: [m, {id: real-model, alias: nick}]
                    """.formatted(UPSTREAM_SECRET, i + 1, upstreams.get(i), usageMode(settings)));
        }
        return yaml.toString();
    }

    /** A comment in the settings chooses the mode, because the option belongs to each credential. */
    private static String usageMode(String settings) {
        return settings.contains("# ask for usage") ? "on" : "off";
    }

    RawHttpClient connect() throws IOException {
        return identity == null
                ? RawHttpClient.connect(gateway.url())
                : RawHttpClient.connectTls(gateway.url(), identity);
    }

    /** One request on a connection of its own. */
    Response post(String body, String... headers) throws IOException {
        try (RawHttpClient client = connect()) {
            return client.post(CHAT, body, headers).readResponse();
        }
    }

    /** The next exchange that is over. */
    ExchangeRecord takeExchange() throws InterruptedException {
        return gateway.takeExchange(PATIENCE);
    }

    TestGateway gateway() {
        return gateway;
    }

    @Override
    public void close() {
        gateway.close();
    }
}
