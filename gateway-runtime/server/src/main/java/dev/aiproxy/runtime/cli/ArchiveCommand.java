package dev.aiproxy.runtime.cli;

import dev.aiproxy.runtime.config.CommandLineOverrides;
import dev.aiproxy.runtime.config.ConfigSource;
import dev.aiproxy.runtime.upstream.UpstreamSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Serves a few requests of its own, so that the classes a gateway needs are loaded when the virtual machine, told so by the launcher,
 * writes them to an archive at its end (class-data sharing, JEP 350). Talks to nobody but itself.
 */
@Command(
        name = "archive",
        description =
                "Makes later starts faster: archives the loaded classes for this Java. To be repeated after an update.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ArchiveCommand implements Callable<Integer> {
    private static final String ECHO = "host: 127.0.0.1\nport: 0\nlog-level: error\necho:\n";
    private static final String RELAYING = """
            host: 127.0.0.1
            port: 0
            log-level: error
            api-keys: ["archive"]
            openai-compatibility:
              - {base-url: "%1$s", models: [{id: echo, alias: as-chat}]}
            claude-api-key:
              - {api-key: "archive", base-url: "%1$s", models: [{id: echo, alias: as-claude}]}
            """;
    private static final String ASKED =
            "{\"model\":\"%s\",\"max_tokens\":9,\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    private static final int PATIENCE_MILLIS = 10_000;

    @Override
    public Integer call() throws Exception {
        try (Gateway echo = gateway(ECHO);
                Gateway relaying = gateway(RELAYING.formatted(address(echo)))) {
            for (String model : List.of("as-chat", "as-claude")) {
                for (boolean stream : new boolean[] {false, true}) {
                    ask(address(relaying) + "/v1/chat/completions", ASKED.formatted(model, stream));
                    ask(address(relaying) + "/v1/messages", ASKED.formatted(model, stream));
                }
            }
        }
        return 0;
    }

    private static Gateway gateway(String yaml) throws IOException, InvalidConfigurationException {
        return Gateway.start(new Gateway.Parts(
                new ConfigSource.Text("archive", yaml),
                new CommandLineOverrides(null, null, null, null),
                Home::surroundings,
                Home.work(),
                UpstreamSettings.defaults(),
                List.of(),
                Clock.systemUTC()));
    }

    private static String address(Gateway gateway) {
        return "http://127.0.0.1:" + gateway.address().getPort();
    }

    private static void ask(String url, String body) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        connection.setDoOutput(true);
        connection.setRequestProperty("content-type", "application/json");
        connection.setRequestProperty("authorization", "Bearer archive");
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
        connection.getInputStream().readAllBytes();
    }
}
