package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Plugins that bring libraries of their own, in other versions than the gateway's, serve in the packaged server. */
final class BundledLibrariesIT {
    private static final Path BUNDLED = Path.of(System.getProperty("aiproxy.bundled"));

    /** A local provider whose answer is what {@code ANSWER} makes of the text {@code said}. */
    private static final String SOURCE = """
            package com.acme;

            import dev.aiproxy.api.chat.*;
            import dev.aiproxy.api.provider.*;
            import java.util.List;

            public final class Factory implements ProviderFactory {
                @Override
                public ProviderSpec spec() {
                    return ProviderSpec.builder("NAME").configSection("NAME").apiKey(ApiKeyUse.NONE).build();
                }

                @Override
                public Provider create(ProviderContext context) {
                    return new Local();
                }

                static final class Local implements LocalProvider {
                    @Override
                    public List<String> models() {
                        return List.of("NAME");
                    }

                    @Override
                    public void chat(ChatRequest request, LocalCall call, ChatSink sink) throws Exception {
                        sink.emit(new ChatEvent.Start(null, "NAME", null));
                        sink.emit(new ChatEvent.TextDelta(0, answer(request.messages().get(0).text())));
                        sink.emit(new ChatEvent.Finish(0, FinishReason.STOP, null));
                    }

                    private static String answer(String said) throws Exception {
                        ANSWER
                    }
                }
                MORE
            }
            """;

    private static final String JACKSON_ANSWER = """
            com.fasterxml.jackson.databind.ObjectMapper mapper = new com.fasterxml.jackson.databind.ObjectMapper();
            Point point = mapper.readValue(said, Point.class);
            return mapper.writeValueAsString(point) + " by " + mapper.version() + " and by "
                    + dev.aiproxy.api.wire.Json.text(dev.aiproxy.api.wire.Json.parse(said));
            """;
    private static final String JACKSON_MORE = """
            static final class Point {
                @com.fasterxml.jackson.annotation.JsonProperty("x")
                int across;
            }
            """;
    private static final String OKHTTP_ANSWER = """
            okhttp3.OkHttpClient client = new okhttp3.OkHttpClient();
            okhttp3.Request request = new okhttp3.Request.Builder().url(said).build();
            try (okhttp3.Response response = client.newCall(request).execute()) {
                return response.body().string() + " by " + request.getClass().getName();
            } finally {
                client.connectionPool().evictAll();
                client.dispatcher().executorService().shutdown();
            }
            """;
    private static final String SLF4J_ANSWER = """
            org.slf4j.Logger log = org.slf4j.LoggerFactory.getLogger("acme.bundled");
            log.info("heard {}", said);
            return log.getClass().getName();
            """;

    @TempDir
    private static Path folder;

    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws Exception {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        try (Stream<Path> builtIn = Files.list(GatewayProcess.HOME.resolve("plugins"))) {
            for (Path jar : builtIn.filter(file -> file.toString().contains("plugin-openai-0"))
                    .toList()) {
                Files.copy(jar, plugins.resolve(jar.getFileName()));
            }
        }
        plugin("bundled-jackson", JACKSON_ANSWER, JACKSON_MORE, "jackson").writeTo(plugins.resolve("jackson.jar"));
        plugin("bundled-slf4j", SLF4J_ANSWER, "", "slf4j").writeTo(plugins.resolve("slf4j.jar"));
        Path[] okhttp = libraries("ok", "kotlin").toArray(Path[]::new);
        bare("bundled-okhttp", OKHTTP_ANSWER, "", okhttp).zipTo(plugins.resolve("okhttp.zip"), okhttp);
        Path config = Files.writeString(folder.resolve("config.yaml"), """
                plugins: {dir: plugins}
                bundled-jackson: [{}]
                bundled-okhttp: [{}]
                bundled-slf4j: [{}]
                """);
        gateway = GatewayProcess.serve(
                folder,
                Map.of("JAVA_OPTS", "-XX:TieredStopAtLevel=1 -XX:SoftRefLRUPolicyMSPerMB=0"),
                "--config",
                config.toString());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void aPluginsJacksonStandsBesideTheGateways() throws Exception {
        String said = said("bundled-jackson", "{\\\"x\\\":7}");

        assertThat(said).matches("\\{\"x\":7} by 2\\.17\\.\\d+ and by \\{\"x\":7}");
    }

    @Test
    void aPluginMayCallWithAnHttpClientOfItsOwn() throws Exception {
        try (FakeUpstream upstream = FakeUpstream.start().always(Reply.json("\"hello\""))) {
            String said = said("bundled-okhttp", upstream.url("/there").toString());

            assertThat(said).isEqualTo("\"hello\" by okhttp3.Request");
            assertThat(upstream.takeRequest().header("user-agent").orElse("")).startsWith("okhttp/");
        }
    }

    @Test
    void whatAPluginLogsIsInTheGatewaysLogWhateverItBundles() throws Exception {
        String said = said("bundled-slf4j", "a word");

        assertThat(said).isEqualTo("ch.qos.logback.classic.Logger");
        assertThat(gateway.log()).contains("acme.bundled").contains("heard a word");
    }

    @Test
    void twoHundredReplacementsOfAPluginWithItsOwnJacksonLeaveNoLoader() throws Exception {
        try (RawHttpClient admin = RawHttpClient.connect(gateway.url())) {
            for (int i = 0; i < 200; i++) {
                assertThat(admin.post("/admin/plugins/bundled-jackson/reload", "")
                                .readResponse()
                                .status())
                        .isEqualTo(200);
                if (i % 10 == 0) {
                    said("bundled-jackson", "{\\\"x\\\":7}");
                }
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                gateway.collectGarbage();
                JsonNode plugin = admin.get("/admin/plugins/bundled-jackson")
                        .readResponse()
                        .body()
                        .json();
                return plugin.path("leaked").isEmpty();
            });
        }
    }

    private static String said(String model, String text) throws IOException {
        try (RawHttpClient client = RawHttpClient.connect(gateway.url())) {
            RawHttpClient.Response response = client.post(
                            "/v1/chat/completions",
                            "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                                    .formatted(model, text))
                    .readResponse();
            assertThat(response.status()).as(response.body().text()).isEqualTo(200);
            return response.body().json().at("/choices/0/message/content").asString();
        }
    }

    /** A plugin that is one jar with its library in it. */
    private static AuthoredPlugin plugin(String name, String answer, String more, String library) throws IOException {
        List<Path> jars = libraries(library);
        AuthoredPlugin plugin = bare(name, answer, more, jars.toArray(Path[]::new));
        for (Path jar : jars) {
            plugin.bundling(jar);
        }
        return plugin;
    }

    private static AuthoredPlugin bare(String name, String answer, String more, Path... libraries) throws IOException {
        String source = SOURCE.replace("NAME", name).replace("ANSWER", answer).replace("MORE", more);
        return new AuthoredPlugin()
                .source(Files.createDirectory(folder.resolve(name)), "com.acme.Factory", source, libraries)
                .entry("META-INF/services/dev.aiproxy.api.provider.ProviderFactory", "com.acme.Factory\n")
                .manifest("Plugin-Id", name)
                .manifest("Plugin-Version", "1.0.0")
                .manifest("Plugin-Requires", ">=0.1.0 & <0.2.0");
    }

    private static List<Path> libraries(String... prefixes) throws IOException {
        List<Path> libraries = new ArrayList<>();
        for (String prefix : prefixes) {
            try (Stream<Path> files = Files.list(BUNDLED)) {
                files.filter(file -> file.getFileName().toString().startsWith(prefix))
                        .forEach(libraries::add);
            }
        }
        assertThat(libraries).as("libraries in " + BUNDLED).isNotEmpty();
        return libraries;
    }
}
