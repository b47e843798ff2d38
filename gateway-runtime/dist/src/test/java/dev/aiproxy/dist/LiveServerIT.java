package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aiproxy.testkit.http.RawHttpClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged server takes changes while it runs. */
final class LiveServerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private Path plugins;
    private Path config;
    private GatewayProcess server;

    @BeforeEach
    void start() throws Exception {
        plugins = Files.createDirectory(folder.resolve("plugins"));
        try (Stream<Path> jars = Files.list(GatewayProcess.HOME.resolve("plugins"))) {
            for (Path jar : jars.toList()) {
                Files.copy(jar, plugins.resolve(jar.getFileName()));
            }
        }
        config = Files.writeString(folder.resolve("config.yaml"), "echo:\n  -\n");
        server = GatewayProcess.serve(folder, Map.of(), "--plugins", plugins.toString());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void pluginMadeOutsideTheBuildIsDroppedIntoTheRunningServer() throws Exception {
        StoryPlugin.install(StoryPlugin.jar(folder, "1.0.0"), plugins);
        Files.writeString(config, StoryPlugin.CONFIG);
        await().atMost(PATIENCE).until(() -> get("/v1/models").contains("story"));

        assertThat(tell()).contains("<1.0.0>").endsWith("data: [DONE]\n\n");

        Files.delete(plugins.resolve("story.jar"));
        await().atMost(PATIENCE).until(() -> !get("/v1/models").contains("story"));
    }

    @Test
    void hangupReadsTheConfigurationAgain() throws Exception {
        Files.writeString(config, "echo:\n  -\nprot: 1\n");
        await().atMost(PATIENCE).until(() -> server.log().contains("the change is refused"));
        assertThat(server.log()).contains("config.yaml:3:1: prot");
        assertThat(get("/v1/models")).contains("echo");

        int refusals = refusals();

        server.signal("HUP");

        await().atMost(PATIENCE).until(() -> refusals() > refusals);
        assertThat(get("/health")).contains("ok");
    }

    @Test
    void optionThatWaitsForARestartIsAWarningUntilItIsTakenBack() throws Exception {
        String warning = "a change of limits of connections and heads takes effect after a restart";
        Files.writeString(config, "echo:\n  -\nlimits: {max-connections: 7}\n");
        assertThat(reload()).contains("\"applied\":true", warning);
        assertThat(reload()).contains("\"applied\":true", warning);
        assertThat(get("/admin/config")).contains("\"limits.max-connections\":7", "\"warnings\":[\"" + warning);

        Files.writeString(config, "echo:\n  -\n");

        assertThat(reload()).contains("\"applied\":true").doesNotContain("restart");
        assertThat(get("/admin/config")).contains("\"limits.max-connections\":10000", "\"warnings\":[]");
    }

    private String reload() throws IOException {
        try (RawHttpClient client = RawHttpClient.connect(server.url())) {
            return client.post("/admin/reload", "").readResponse().body().text();
        }
    }

    @Test
    void editorsRenameAndReplacedLinkAreNoticed() throws Exception {
        Path next = Files.writeString(folder.resolve("config.yaml.swp"), "echo:\n  - { prefix: renamed/ }\n");
        Files.move(next, config, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        await().atMost(PATIENCE).until(() -> get("/v1/models").contains("renamed/echo"));

        Path data = Files.createDirectory(folder.resolve("..2026"));
        Files.writeString(data.resolve("config.yaml"), "echo:\n  - { prefix: linked/ }\n");
        Files.delete(config);
        Files.createSymbolicLink(config, data.resolve("config.yaml"));
        await().atMost(PATIENCE).until(() -> get("/v1/models").contains("linked/echo"));

        Path swapped = Files.createDirectory(folder.resolve("..2027"));
        Files.writeString(swapped.resolve("config.yaml"), "echo:\n  - { prefix: swapped/ }\n");
        Path link = Files.createSymbolicLink(folder.resolve("config.tmp"), swapped.resolve("config.yaml"));
        Files.move(link, config, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        await().atMost(PATIENCE).until(() -> get("/v1/models").contains("swapped/echo"));
    }

    private int refusals() {
        return server.log().split("the change is refused", -1).length - 1;
    }

    private String tell() throws IOException {
        try (RawHttpClient client = RawHttpClient.connect(server.url())) {
            return client.post("/v1/chat/completions", StoryPlugin.request(3, 0))
                    .readResponse()
                    .body()
                    .text();
        }
    }

    private String get(String path) throws IOException {
        try (RawHttpClient client = RawHttpClient.connect(server.url())) {
            return client.get(path).readResponse().body().text();
        }
    }
}
