package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project that the archetype makes, outside the reactor and without a network: its contract test passes, its plugin serves. */
final class ArchetypeIT {
    private static final String VERSION = System.getProperty("aiproxy.version");

    @TempDir
    private static Path folder;

    private static Path project;

    @BeforeAll
    static void generateAndBuild() throws Exception {
        OfflineMaven maven = OfflineMaven.in(folder);
        maven.run(
                folder,
                "org.apache.maven.plugins:maven-archetype-plugin:%s:generate"
                        .formatted(System.getProperty("aiproxy.maven.archetype.version")),
                "-DarchetypeCatalog=local",
                "-DarchetypeGroupId=dev.aiproxy",
                "-DarchetypeArtifactId=gateway-plugin-archetype",
                "-DarchetypeVersion=" + VERSION,
                "-DgroupId=org.nimbus",
                "-DartifactId=nimbus-provider",
                "-Dversion=1.2.3",
                "-Dpackage=org.nimbus.gateway",
                "-DclassName=Nimbus",
                "-DpluginId=nimbus",
                "-DgatewayHome=" + GatewayProcess.HOME);
        project = folder.resolve("nimbus-provider");
        maven.run(project, "package");
    }

    @Test
    void contractTestOfTheNewProjectHasPassed() throws IOException {
        String report = Files.readString(
                project.resolve("target/surefire-reports/org.nimbus.gateway.NimbusProviderTckTest.txt"));

        assertThat(report).containsPattern("Tests run: [1-9]\\d*, Failures: 0, Errors: 0, Skipped: 0");
    }

    @Test
    void nothingOfTheNewProjectIsLeftToFillIn() throws IOException {
        try (Stream<Path> files = Files.walk(project.resolve("src"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file).replace("${UPSTREAM}", ""))
                        .as(file.toString())
                        .doesNotContain("${", "#set", "Acme");
            }
        }
    }

    @Test
    void pluginOfTheNewProjectServes(@TempDir Path work) throws Exception {
        Path plugins = Files.createDirectory(work.resolve("plugins"));
        try (Stream<Path> jars = Files.list(GatewayProcess.HOME.resolve("plugins"))) {
            for (Path jar : jars.toList()) {
                Files.copy(jar, plugins.resolve(jar.getFileName()));
            }
        }
        Files.copy(project.resolve("target/nimbus-provider-1.2.3.jar"), plugins.resolve("nimbus-provider-1.2.3.jar"));
        try (FakeUpstream upstream = FakeUpstream.start().always(Reply.json("{\"choices\":[]}"))) {
            Path config = work.resolve("config.yaml");
            Files.writeString(
                    config,
                    Files.readString(project.resolve("config.yaml")) + "    base-url: " + upstream.url() + "\n");
            Map<String, String> environment = Map.of("NIMBUS_API_KEY", "n-secret");
            String[] arguments = {"--config", config.toString(), "--plugins", plugins.toString()};
            try (GatewayProcess gateway = GatewayProcess.serve(work, environment, arguments);
                    RawHttpClient client = RawHttpClient.connect(gateway.url())) {
                client.post("/v1/chat/completions", "{\"model\":\"nimbus-1\",\"messages\":[]}");

                assertThat(client.readResponse().body().text()).isEqualTo("{\"choices\":[]}");
                assertThat(upstream.takeRequest().header("authorization")).hasValue("Bearer n-secret");
            }
        }
    }
}
