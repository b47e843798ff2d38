package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.gateway.TestGateway;
import dev.aiproxy.testkit.http.RawHttpClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Jars that cannot serve, beside the distribution's own plugins: each is refused by name, the others serve. */
final class PluginRefusalIT {
    private static final String SERVICE = "META-INF/services/dev.aiproxy.api.provider.ProviderFactory";
    private static final Path HOME = GatewayProcess.HOME;

    @TempDir
    private static Path folder;

    private static TestGateway gateway;

    @BeforeAll
    static void startWithBadJars() throws IOException {
        gateway = TestGateway.with(HOME.resolve("plugins"))
                .jar(Files.writeString(folder.resolve("text.jar"), "no archive at all"))
                .jar(new AuthoredPlugin().entry("hello.txt", "hello").writeTo(folder.resolve("plain.jar")))
                .jar(factory("nameless", "", "throw null;").writeTo(folder.resolve("nameless.jar")))
                .jar(plugin("newer", "throw null;")
                        .manifest("Plugin-Requires", ">=9.0.0")
                        .writeTo(folder.resolve("newer.jar")))
                .jar(named("absent").entry(SERVICE, "acme.Missing\n").writeTo(folder.resolve("absent.jar")))
                .jar(plugin("throwing", "throw new IllegalStateException(\"no licence\");")
                        .writeTo(folder.resolve("throwing.jar")))
                .jar(plugin("fat", "throw null;").bundling(apiJar()).writeTo(folder.resolve("fat.jar")))
                .config("echo:\n")
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "text.jar, it is no jar or zip",
        "plain.jar, Plugin-Id",
        "nameless.jar, Plugin-Id",
        "newer.jar, it requires gateway API >=9.0.0",
        "absent.jar, acme.Missing",
        "throwing.jar, no licence",
        "fat.jar, bundles a copy of the gateway's API"
    })
    void jarIsRefusedByNameAndReason(String jar, String reason) throws IOException {
        JsonNode plugin = plugin(jar);

        assertThat(plugin.path("state").asString()).isEqualTo("refused");
        assertThat(plugin.path("reason").asString()).contains(reason);
    }

    @Test
    void theRestServes() throws IOException {
        assertThat(plugin("plugin-openai-" + System.getProperty("aiproxy.version") + ".jar")
                        .path("state")
                        .asString())
                .isEqualTo("started");
        try (var client = RawHttpClient.connect(gateway.url())) {
            client.post(
                    "/v1/chat/completions",
                    "{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\"still here\"}]}");

            assertThat(client.readResponse().body().text()).contains("still here");
        }
    }

    private static JsonNode plugin(String jar) throws IOException {
        try (var client = RawHttpClient.connect(gateway.url())) {
            JsonNode plugins =
                    client.get("/admin/plugins").readResponse().body().json().path("plugins");
            for (JsonNode plugin : plugins) {
                if (plugin.path("jar").asString().endsWith(jar)) {
                    return plugin;
                }
            }
            throw new AssertionError("no " + jar + " in " + plugins);
        }
    }

    private static AuthoredPlugin named(String id) {
        return new AuthoredPlugin().manifest("Plugin-Id", id).manifest("Plugin-Version", "1.0.0");
    }

    private static AuthoredPlugin plugin(String id, String specBody) throws IOException {
        return factory(id, id, specBody);
    }

    private static AuthoredPlugin factory(String name, String id, String specBody) throws IOException {
        AuthoredPlugin plugin = id.isEmpty() ? new AuthoredPlugin() : named(id);
        return plugin.entry(SERVICE, "acme.Factory\n")
                .source(folder.resolve(name), "acme.Factory", """
                package acme;
                import dev.aiproxy.api.provider.*;
                public final class Factory implements ProviderFactory {
                    public ProviderSpec spec() {
                        %s
                    }
                    public Provider create(ProviderContext context) {
                        throw new IllegalStateException("not asked for");
                    }
                }
                """.formatted(specBody));
    }

    private static Path apiJar() {
        String version = System.getProperty("aiproxy.version");
        return HOME.resolve("sdk/dev/aiproxy/gateway-api/%s/gateway-api-%s.jar".formatted(version, version));
    }
}
