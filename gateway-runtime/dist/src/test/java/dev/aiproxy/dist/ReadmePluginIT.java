package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.gateway.TestGateway;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's provider plugin compiles, loads and serves as it stands there. */
final class ReadmePluginIT {
    private static final Path README = GatewayProcess.HOME.resolve("README.md");
    private static final String HEADING = "## A provider plugin in 30 lines";
    private static final int PROMISED_LINES = 30;

    @TempDir
    private Path folder;

    @Test
    void pluginOfTheReadmeServes() throws Exception {
        String section = section();
        String config = block(section, "yaml");
        try (var upstream = FakeUpstream.start();
                var gateway = TestGateway.with(GatewayProcess.HOME.resolve("plugins"))
                        .jar(plugin(section))
                        .config(config.stripTrailing() + "\n    base-url: " + upstream.url() + "\n")
                        .start();
                var client = RawHttpClient.connect(gateway.url())) {
            upstream.always(Reply.json("{\"choices\":[]}"));

            client.post(
                    "/v1/chat/completions",
                    "{\"model\":\"%s\",\"messages\":[]}".formatted(found(config, "(?m)^ +- (\\S+)$")));

            assertThat(client.readResponse().body().text()).isEqualTo("{\"choices\":[]}");
            RecordedRequest asked = upstream.takeRequest();
            assertThat(asked.target()).isEqualTo("/v1/chat/completions");
            assertThat(asked.header("authorization")).hasValue("Bearer " + found(config, "api-key: (\\S+)\n"));
        }
    }

    @Test
    void pluginOfTheReadmeIsAsShortAsPromised() throws IOException {
        assertThat(block(section(), "java").lines().filter(line -> !line.isBlank() && !line.startsWith("import")))
                .hasSizeLessThanOrEqualTo(PROMISED_LINES);
    }

    private Path plugin(String section) throws IOException {
        String source = block(section, "java");
        String className = found(source, "package ([\\w.]+);") + "." + found(source, "public final class (\\w+)");
        AuthoredPlugin plugin = new AuthoredPlugin().source(folder, className, source);
        entries(section, "`(META-INF/services/[\\w.]+)`, holding the line `([\\w.]+)`")
                .forEach(service -> plugin.entry(service.group(1), service.group(2) + "\n"));
        entries(section, "`(Plugin-\\w+): ([^`]+)`")
                .forEach(attribute -> plugin.manifest(attribute.group(1), attribute.group(2)));
        return plugin.writeTo(folder.resolve("acme.jar"));
    }

    private static String section() throws IOException {
        String readme = Files.readString(README);
        int start = readme.indexOf(HEADING);
        assertThat(start).as(HEADING).isNotNegative();
        int end = readme.indexOf("\n## ", start + 1);
        return end < 0 ? readme.substring(start) : readme.substring(start, end);
    }

    private static String block(String section, String language) {
        return found(section, "(?s)```" + language + "\n(.*?)```");
    }

    private static String found(String text, String pattern) {
        return entries(text, pattern)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + pattern))
                .group(1);
    }

    private static java.util.stream.Stream<MatchResult> entries(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.results();
    }
}
