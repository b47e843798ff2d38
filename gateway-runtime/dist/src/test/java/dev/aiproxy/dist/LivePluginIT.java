package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aiproxy.testkit.gateway.TestGateway;
import dev.aiproxy.testkit.http.RawHttpClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Plugins come, are replaced and go while the gateway runs. */
final class LivePluginIT {
    private static final Path PLUGINS = GatewayProcess.HOME.resolve("plugins");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int STREAMS = 32;
    private static final int WORDS = 200;

    @TempDir
    private Path folder;

    private TestGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = TestGateway.with(PLUGINS)
                .config("plugins: { drain-timeout: 20s }\necho:\n  -\n")
                .start();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void droppedInJarServesAndRemovedOneIsGone() throws Exception {
        install("1.0.0");
        Files.writeString(gateway.configFile(), StoryPlugin.CONFIG);
        await().atMost(PATIENCE).until(() -> models().contains("story"));
        assertThat(tell(3, 0)).contains("<1.0.0>").endsWith("data: [DONE]\n\n");

        Files.delete(gateway.pluginsFolder().resolve("story.jar"));
        await().atMost(PATIENCE).until(() -> !models().contains("story"));

        assertThat(ask().status()).isEqualTo(404);
        assertThat(gateway.gateway().config().warnings())
                .anyMatch(warning -> warning.contains("story") && warning.contains("is ignored"));
    }

    @Test
    void noStreamFailsWhenItsPluginIsReplaced() throws Exception {
        serveStory("1.0.0");
        ExecutorService clients = Executors.newFixedThreadPool(STREAMS);
        try {
            List<Future<String>> streams = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                streams.add(clients.submit(() -> tell(WORDS, 15)));
            }
            await().atMost(PATIENCE)
                    .until(() -> status("story").path("in-flight").asInt() == STREAMS);

            install("2.0.0");
            await().atMost(PATIENCE).until(() -> tell(1, 0).contains("<2.0.0>"));
            JsonNode draining = status("story").path("draining").path(0);
            assertThat(draining.path("version").asString()).isEqualTo("1.0.0");
            assertThat(draining.path("in-flight").asInt()).isEqualTo(STREAMS);

            for (Future<String> stream : streams) {
                String told = stream.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                assertThat(Pattern.compile("<1\\.0\\.0>").matcher(told).results())
                        .hasSize(WORDS);
                assertThat(told).doesNotContain("<2.0.0>").endsWith("data: [DONE]\n\n");
            }
            await().atMost(PATIENCE)
                    .until(() -> status("story").path("draining").isEmpty());
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void streamThatOutlivesTheDrainTimeoutEndsWithTheErrorEvent() throws Exception {
        serveStory("1.0.0");
        Files.writeString(gateway.configFile(), "plugins: { drain-timeout: 500ms }\n" + StoryPlugin.CONFIG);
        assertThat(gateway.gateway().control().reload().applied()).isTrue();
        try (RawHttpClient client = RawHttpClient.connect(gateway.url())) {
            client.post("/v1/chat/completions", StoryPlugin.request(100_000, 10));
            await().atMost(PATIENCE)
                    .until(() -> status("story").path("in-flight").asInt() == 1);

            install("2.0.0");
            String told = client.readResponse().body().text();

            assertThat(told)
                    .contains("<1.0.0>")
                    .contains("\"error\"")
                    .contains("story")
                    .doesNotContain("[DONE]");
        }
    }

    @Test
    void brokenNewVersionLeavesTheOldOneServingAndSaysWhy() throws Exception {
        serveStory("1.0.0");

        Files.writeString(gateway.pluginsFolder().resolve("story.jar"), "no archive");
        await().atMost(PATIENCE).until(() -> files("story.jar").size() == 2);

        assertThat(files("story.jar"))
                .extracting(plugin -> plugin.path("state").asString())
                .containsExactly("started", "refused");
        assertThat(files("story.jar").get(1).path("reason").asString()).contains("no jar or zip");
        assertThat(tell(1, 0)).contains("<1.0.0>");
    }

    @Test
    void halfCopiedJarIsWaitedFor() throws Exception {
        serveStory("1.0.0");
        byte[] next = Files.readAllBytes(StoryPlugin.jar(folder, "2.0.0"));
        Path target = gateway.pluginsFolder().resolve("story.jar");

        Files.write(target, Arrays.copyOf(next, next.length / 2));
        await().atMost(PATIENCE).until(() -> files("story.jar").size() == 2);
        assertThat(tell(1, 0)).contains("<1.0.0>");

        Files.write(target, next);
        await().atMost(PATIENCE).until(() -> tell(1, 0).contains("<2.0.0>"));
        assertThat(files("story.jar")).hasSize(1);
    }

    @Test
    void onlyTrustedFilesAreLoadedWhenSomeAreNamed() throws Exception {
        install("1.0.0");
        Files.writeString(
                gateway.configFile(),
                "plugins: { trusted-sha256: [%s] }\n%s".formatted("ab".repeat(32), StoryPlugin.CONFIG));

        assertThat(gateway.gateway().control().reload().problems()).isEmpty();

        JsonNode story = files("story.jar").get(0);
        assertThat(story.path("state").asString()).isEqualTo("refused");
        assertThat(story.path("reason").asString())
                .contains(story.path("sha256").asString(), "plugins.trusted-sha256");
        assertThat(ask().status()).isEqualTo(404);
    }

    @Test
    void projectUnderDevelopmentIsLoadedFromItsClasses() throws Exception {
        Path classes = Files.createDirectories(gateway.pluginsFolder().resolve("story/target/classes"));
        unpack(StoryPlugin.jar(folder, "3.0.0"), classes);
        Files.writeString(gateway.configFile(), "plugins: { development: true }\n" + StoryPlugin.CONFIG);

        assertThat(gateway.gateway().control().reload().problems()).isEmpty();

        assertThat(tell(1, 0)).contains("<3.0.0>");
    }

    @Test
    void unwatchedFolderIsReadOnDemandOnly() throws Exception {
        Files.writeString(gateway.configFile(), "plugins: { watch: false }\necho:\n  -\n");
        assertThat(gateway.gateway().control().reload().applied()).isTrue();

        install("1.0.0");
        Files.writeString(gateway.configFile(), "plugins: { watch: false }\n" + StoryPlugin.CONFIG);
        assertThat(gateway.gateway().control().reload().applied()).isTrue();

        assertThat(tell(1, 0)).contains("<1.0.0>");
    }

    private static void unpack(Path jar, Path to) throws IOException {
        try (JarFile archive = new JarFile(jar.toFile())) {
            for (JarEntry entry : archive.stream().toList()) {
                Path target = to.resolve(entry.getName());
                Files.createDirectories(target.getParent());
                Files.write(target, archive.getInputStream(entry).readAllBytes());
            }
        }
    }

    @Test
    void errorWhileAnOldVersionIsClosedHurtsNobody() throws Exception {
        serveStory("1.0.0-bad");
        assertThat(tell(1, 0)).contains("<1.0.0-bad>");

        install("2.0.0");
        await().atMost(PATIENCE).until(() -> tell(1, 0).contains("<2.0.0>"));

        await().atMost(PATIENCE).until(() -> {
            System.gc();
            JsonNode story = status("story");
            return story.path("draining").isEmpty() && story.path("leaked").isEmpty();
        });
    }

    @Test
    void copyingOverALoadedJarHurtsNoStream() throws Exception {
        serveStory("1.0.0");
        try (RawHttpClient client = RawHttpClient.connect(gateway.url())) {
            client.post("/v1/chat/completions", StoryPlugin.request(WORDS, 5));
            await().atMost(PATIENCE)
                    .until(() -> status("story").path("in-flight").asInt() == 1);

            Files.write(
                    gateway.pluginsFolder().resolve("story.jar"), Files.readAllBytes(StoryPlugin.jar(folder, "2.0.0")));

            assertThat(client.readResponse().body().text()).endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void twoHundredReplacementsLeaveNothingBehind() throws Exception {
        serveStory("1.0.0");
        tell(1, 0);
        int threads = Thread.activeCount();

        for (int i = 0; i < 200; i++) {
            assertThat(gateway.gateway().control().reloadPlugin("story").applied())
                    .isTrue();
            if (i % 20 == 0) {
                assertThat(tell(1, 0)).contains("<1.0.0>");
            }
        }

        await().atMost(Duration.ofSeconds(60)).until(() -> {
            System.gc();
            JsonNode story = status("story");
            return story.path("leaked").isEmpty() && story.path("draining").isEmpty();
        });
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 8);
        assertThat(openPluginFiles()).hasSizeLessThanOrEqualTo(1);
    }

    /** File handles on copies of the jar; empty where the system does not show them. */
    private static List<String> openPluginFiles() throws IOException {
        Path handles = Path.of("/proc/self/fd");
        if (!Files.isDirectory(handles)) {
            return List.of();
        }
        try (Stream<Path> open = Files.list(handles)) {
            return open.map(LivePluginIT::target)
                    .filter(target -> target.contains("story.jar"))
                    .toList();
        }
    }

    private static String target(Path handle) {
        try {
            return Files.readSymbolicLink(handle).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private void serveStory(String version) throws Exception {
        install(version);
        Files.writeString(gateway.configFile(), StoryPlugin.CONFIG);
        assertThat(gateway.gateway().control().reload().problems()).isEmpty();
        assertThat(models()).contains("story");
    }

    private void install(String version) throws IOException {
        StoryPlugin.install(StoryPlugin.jar(folder, version), gateway.pluginsFolder());
    }

    private String tell(int words, int pauseMillis) throws IOException {
        try (RawHttpClient client = RawHttpClient.connect(gateway.url())) {
            return client.post("/v1/chat/completions", StoryPlugin.request(words, pauseMillis))
                    .readResponse()
                    .body()
                    .text();
        }
    }

    private RawHttpClient.Response ask() throws IOException {
        try (RawHttpClient client = RawHttpClient.connect(gateway.url())) {
            return client.post("/v1/chat/completions", StoryPlugin.request(1, 0))
                    .readResponse();
        }
    }

    private String models() throws IOException {
        return get("/v1/models").toString();
    }

    private JsonNode status(String plugin) throws IOException {
        return get("/admin/plugins/" + plugin);
    }

    private List<JsonNode> files(String jar) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode plugin : get("/admin/plugins").path("plugins")) {
            if (plugin.path("jar").asString().equals(jar)) {
                found.add(plugin);
            }
        }
        return found;
    }

    private JsonNode get(String path) throws IOException {
        try (RawHttpClient client = RawHttpClient.connect(gateway.url())) {
            return client.get(path).readResponse().body().json();
        }
    }
}
