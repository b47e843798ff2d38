package dev.aiproxy.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.Options;
import dev.aiproxy.api.provider.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;
import tools.jackson.databind.node.ObjectNode;

final class ConfigLoaderTest {
    @Test
    void emptyFileMeansDefaults() {
        GatewayConfig config = Loading.valid("");

        assertThat(config.listener()).isEqualTo(new GatewayConfig.Listener("0.0.0.0", 8317));
        assertThat(config.access().open()).isTrue();
        assertThat(config.limits().bodyLimitBytes()).isEqualTo(10 << 20);
        assertThat(config.timeouts())
                .isEqualTo(new GatewayConfig.Timeouts(
                        Duration.ofSeconds(30), Duration.ofSeconds(300), Duration.ofSeconds(30)));
        assertThat(config.retry())
                .isEqualTo(new GatewayConfig.Retry(
                        3,
                        Duration.ofSeconds(30),
                        new GatewayConfig.Cooldowns(
                                true, Duration.ofSeconds(60), Duration.ofSeconds(15), Duration.ofSeconds(10))));
        assertThat(config.streaming()).isEqualTo(new GatewayConfig.Streaming(Duration.ofSeconds(15), 1, Duration.ZERO));
        assertThat(config.routing().strategy()).isEqualTo("round-robin");
        assertThat(config.logging().level()).isEqualTo(Level.INFO);
        assertThat(config.providers()).isEmpty();
        assertThat(config.warnings()).isEmpty();
    }

    @Test
    void everyRuntimeOptionIsRead() {
        GatewayConfig config = Loading.valid("""
                host: "127.0.0.1"
                port: 0
                api-keys: [client-one, client-two]
                admin-key: admin-secret
                body-limit-mb: 2
                connect-timeout: 500ms
                request-timeout: 2m
                shutdown-timeout: 0
                retry: { max-retries: 0 }
                streaming:
                  keepalive-seconds: 0
                  bootstrap-retries: 4
                routing: { strategy: fill-first }
                plugins: { dir: src, disabled: [gemini] }
                debug: true
                """);

        assertThat(config.listener()).isEqualTo(new GatewayConfig.Listener("127.0.0.1", 0));
        assertThat(config.access().accepts("client-two")).isTrue();
        assertThat(config.access().accepts("client-three")).isFalse();
        assertThat(config.access().acceptsAdmin("admin-secret")).isTrue();
        assertThat(config.access().acceptsAdmin("client-one")).isFalse();
        assertThat(config.limits().bodyLimitBytes()).isEqualTo(2 << 20);
        assertThat(config.timeouts())
                .isEqualTo(new GatewayConfig.Timeouts(Duration.ofMillis(500), Duration.ofMinutes(2), Duration.ZERO));
        assertThat(config.retry().maxRetries()).isZero();
        assertThat(config.streaming()).isEqualTo(new GatewayConfig.Streaming(Duration.ZERO, 4, Duration.ZERO));
        assertThat(config.routing().strategy()).isEqualTo("fill-first");
        assertThat(config.plugins().directory()).endsWithRaw(Path.of("src"));
        assertThat(config.plugins().disabled()).containsExactly("gemini");
        assertThat(config.logging().level()).isEqualTo(Level.DEBUG);
    }

    @Test
    void tlsFilesAreRelativeToTheFileAndNotLookedFor() {
        GatewayConfig.Tls tls = Loading.valid("tls:\n  enable: true\n  cert: a.pem\n  key: b.pem")
                .tls();

        assertThat(tls)
                .isEqualTo(new GatewayConfig.Tls(
                        new ConfiguredFile(Path.of("a.pem"), "test.yaml", "tls.cert", 3, 9),
                        new ConfiguredFile(Path.of("b.pem"), "test.yaml", "tls.key", 4, 8),
                        true));
    }

    @Test
    void tlsFilesWithoutTlsAreIgnored() {
        assertThat(Loading.valid("tls: { cert: a.pem }").tls()).isNull();
    }

    @Test
    void credentialsCarryTheirOptions() {
        GatewayConfig config = Loading.valid("""
                openai-compatibility:
                  - api-key: sk-deep
                    name: deepseek
                    base-url: "https://api.deepseek.com/"
                    prefix: "deepseek/"
                    models: [deepseek-chat, { id: deepseek-reasoner, alias: thinker }]
                    excluded-models: ["*-preview"]
                    headers: { X-Team: blue }
                  - base-url: http://localhost:8000/v1
                    disabled: true
                openai-api-key:
                  - api-key: sk-one
                """);

        assertThat(config.providers())
                .extracting(ProviderConfig::providerId)
                .containsExactly("openai-compat", "openai");
        CredentialConfig deepseek = config.providers().get(0).credentials().get(0);
        assertThat(deepseek.name()).isEqualTo("deepseek");
        assertThat(deepseek.apiKey()).contains(Secret.of("sk-deep"));
        assertThat(deepseek.baseUrl()).isEqualTo(URI.create("https://api.deepseek.com"));
        assertThat(deepseek.prefix()).isEqualTo("deepseek/");
        assertThat(deepseek.models())
                .containsExactly(
                        new ModelMapping("deepseek-chat", "deepseek-chat"),
                        new ModelMapping("deepseek-reasoner", "thinker"));
        assertThat(deepseek.excludedModels()).containsExactly("*-preview");
        assertThat(deepseek.headers().first("x-team")).contains("blue");
        CredentialConfig local = config.providers().get(0).credentials().get(1);
        assertThat(local.disabled()).isTrue();
        assertThat(local.apiKey()).isEmpty();
        assertThat(local.name()).isEqualTo("openai-compat-2");
        assertThat(config.providers().get(0).enabled()).containsExactly(deepseek);
        assertThat(config.providers().get(1).credentials().get(0).baseUrl())
                .isEqualTo(URI.create("https://api.openai.com"));
    }

    @Test
    void pluginOptionsHaveTheJavaTypesOfTheirSpecs() {
        GatewayConfig config = Loading.valid("""
                acme-region: us
                acme-api-key:
                  - api-key: k
                    account: a
                    token: t
                    level: 2
                    eager: yes
                    patience: 1.5s
                    callback: https://me.example/cb?x=1
                    certificate: pom.xml
                    zones: [south]
                    tags: { a: 1 }
                    extra: { n: 1, d: 1.50, b: true, s: "1", z: ~, l: [x] }
                """);

        ProviderConfig acme = config.providers().get(0);
        assertThat(acme.topLevel().get("acme-region", String.class)).isEqualTo("us");
        Options options = acme.credentials().get(0).options();
        assertThat(options.get("account", String.class)).isEqualTo("a");
        assertThat(options.get("token", Secret.class)).isEqualTo(Secret.of("t"));
        assertThat(options.get("depth", Long.class)).isEqualTo(3);
        assertThat(options.get("level", Long.class)).isEqualTo(2);
        assertThat(options.get("eager", Boolean.class)).isTrue();
        assertThat(options.get("patience", Duration.class)).isEqualTo(Duration.ofMillis(1500));
        assertThat(options.get("callback", URI.class)).isEqualTo(URI.create("https://me.example/cb?x=1"));
        assertThat(options.get("certificate", Path.class)).isReadable();
        assertThat((Object) options.get("zones", List.class)).isEqualTo(List.of("south"));
        assertThat((Object) options.get("tags", Map.class)).isEqualTo(Map.of("a", "1"));
        assertThat(options.get("extra", ObjectNode.class))
                .hasToString("{\"n\":1,\"d\":1.50,\"b\":true,\"s\":\"1\",\"z\":null,\"l\":[\"x\"]}");
    }

    @Test
    void keylessProviderNeedsItsSectionOnly() {
        for (String section : List.of("echo:", "echo: {}", "echo: [{}]", "echo: [~]")) {
            assertThat(Loading.valid(section).providers()).hasSize(1);
        }
        assertThat(Loading.valid("echo: []").providers()).isEmpty();
        assertThat(Loading.valid("echo: { delay: 20ms }")
                        .providers()
                        .get(0)
                        .credentials()
                        .get(0)
                        .options()
                        .get("delay", Duration.class))
                .isEqualTo(Duration.ofMillis(20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"log-dir: pom.xml", "log-dir: pom.xml/logs\nlogging-to-file: false"})
    void folderForLogFilesDoesNotMatterWhileThereAreNone(String yaml) {
        assertThat(Loading.valid(yaml).logging().directory()).isNull();
    }
}
