package dev.aiproxy.runtime.cli;

import dev.aiproxy.runtime.config.CommandLineOverrides;
import dev.aiproxy.runtime.config.ConfigSource;
import dev.aiproxy.runtime.upstream.UpstreamSettings;
import java.io.IOException;
import java.io.InputStream;
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
    private static final String ASKED = "{\"model\":\"echo\",\"max_tokens\":9,\"stream\":%s,\"input\":\"Hello\","
            + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    private static final int PATIENCE_MILLIS = 10_000;

    @Override
    public Integer call() throws Exception {
        try (Gateway echo = gateway()) {
            for (String path : echo.chatPaths()) {
                for (boolean stream : new boolean[] {false, true}) {
                    ask("http://127.0.0.1:" + echo.address().getPort() + path, ASKED.formatted(stream));
                }
            }
        }
        return 0;
    }

    private static Gateway gateway() throws IOException, InvalidConfigurationException {
        return Gateway.start(new Gateway.Parts(
                new ConfigSource.Text("archive", ECHO),
                new CommandLineOverrides(null, null, null, null),
                Home::surroundings,
                Home.work(),
                UpstreamSettings.defaults(),
                List.of(),
                Clock.systemUTC()));
    }

    /** What the answer is does not matter. */
    private static void ask(String url, String body) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        connection.setDoOutput(true);
        connection.setRequestProperty("content-type", "application/json");
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
        InputStream answer =
                connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream();
        if (answer != null) {
            answer.readAllBytes();
        }
    }
}
