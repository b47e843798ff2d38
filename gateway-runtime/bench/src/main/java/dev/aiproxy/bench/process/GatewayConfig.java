package dev.aiproxy.bench.process;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The configuration of the gateway under test: everything is on, two credentials for each model. Only limits that would end a case
 * early are raised.
 */
public final class GatewayConfig {
    /** What clients present. */
    public static final String CLIENT_KEY = "bench-client-key-00000";

    /**
     * How many exchanges at a time it lets a case have, at least. Its own limits are far above, because each of its IO threads has
     * only a share of them.
     */
    public static final int MOST_OPEN = 25_000;

    private static final String START = """
            host: "127.0.0.1"
            limits:
              max-connections: %1$d
              max-exchanges: %1$d
            upstream:
              ca-file: "%2$s"
              max-connections: %1$d
              max-connections-per-host: %1$d
            """;

    private final StringBuilder text;

    private GatewayConfig(StringBuilder text) {
        this.text = text;
    }

    /** The models of all cases, with one client key. */
    public static String standard(Addresses ports, Certificate certificate) {
        GatewayConfig config = start(certificate, 1);
        String plain = "http://127.0.0.1:" + ports.upstream();
        String paced = "http://127.0.0.1:" + ports.pacedUpstream();
        config.section("openai-api-key")
                .twice(plain, "gpt-4o-mini")
                .twice("https://localhost:" + ports.tlsUpstream(), "gpt-tls")
                .twice(paced + "/sink", "gpt-body")
                .twice(paced + Streams.STEADY, "gpt-stream")
                .twice(paced + Streams.SHORT, "gpt-first")
                .twice(paced + Streams.SLOW, "gpt-open");
        config.section("claude-api-key")
                .twice(plain, "claude-sonnet-4-5")
                .twice(paced + Streams.STEADY, "claude-stream")
                .twice(paced + Streams.SHORT, "claude-first")
                .twice(paced + Streams.SLOW, "claude-open");
        config.section("gemini-api-key").twice(plain, "gemini-2.5-flash");
        return config.text.toString();
    }

    /** One provider with so many credentials, models and client keys. */
    public static String scaled(Addresses ports, Certificate certificate, int credentials, int models, int keys) {
        GatewayConfig config = start(certificate, keys).section("openai-api-key");
        for (int i = 0; i < credentials; i++) {
            List<String> served = numbered("gpt-model-", models);
            config.credential("http://127.0.0.1:" + ports.upstream(), i, String.join(", ", served));
        }
        return config.text.toString();
    }

    private static List<String> numbered(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> prefix + "%05d".formatted(i))
                .toList();
    }

    private static GatewayConfig start(Certificate certificate, int keys) {
        GatewayConfig config =
                new GatewayConfig(new StringBuilder(START.formatted(4 * MOST_OPEN, certificate.certificate())));
        config.text.append("api-keys:\n");
        numbered("bench-client-key-", keys)
                .forEach(key -> config.text.append("  - \"").append(key).append("\"\n"));
        return config;
    }

    private GatewayConfig section(String name) {
        text.append(name).append(":\n");
        return this;
    }

    private GatewayConfig twice(String baseUrl, String models) {
        return credential(baseUrl, 1, models).credential(baseUrl, 2, models);
    }

    private GatewayConfig credential(String baseUrl, int number, String models) {
        text.append("  - api-key: \"bench-key-").append(number).append("\"\n");
        text.append("    base-url: \"").append(baseUrl).append("\"\n");
        text.append("    models: [").append(models).append("]\n");
        return this;
    }
}
