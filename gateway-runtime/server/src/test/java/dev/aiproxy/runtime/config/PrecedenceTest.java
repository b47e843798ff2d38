package dev.aiproxy.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

final class PrecedenceTest {
    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectories(folder.resolve("etc/jars"));
        Files.createDirectories(folder.resolve("lib"));
    }

    @Test
    void configIsSearchedInOrder() throws IOException {
        assertThat(loader(Map.of()).locate(null)).isEqualTo(new ConfigSource.Defaults());

        write("config.yaml", "port: 1");
        assertThat(loader(Map.of()).locate(null)).isEqualTo(file("config.yaml"));
        assertThat(loader(Map.of("AI_PROXY_CONFIG", "b.yaml")).locate(null)).isEqualTo(file("b.yaml"));
        assertThat(loader(Map.of("AI_PROXY_CONFIG", "b.yaml")).locate(Path.of("a.yaml")))
                .isEqualTo(file("a.yaml"));
        write(".env", "AI_PROXY_CONFIG=c.yaml");
        assertThat(loader(Map.of()).locate(null)).isEqualTo(file("c.yaml"));
    }

    @Test
    void commandLineWinsOverEnvironmentOverDotEnvOverFile() throws IOException {
        write("config.yaml", "host: file\nport: 1\nlog-level: error\n");
        assertThat(load(Map.of(), CommandLineOverrides.none()).listener())
                .isEqualTo(new GatewayConfig.Listener("file", 1));

        write(".env", "AI_PROXY_HOST=dotenv\nAI_PROXY_PORT=2\nAI_PROXY_LOG_LEVEL=warn\n");
        assertThat(load(Map.of(), CommandLineOverrides.none()).listener())
                .isEqualTo(new GatewayConfig.Listener("dotenv", 2));

        Map<String, String> environment = Map.of("AI_PROXY_HOST", "env", "AI_PROXY_PORT", "3");
        GatewayConfig fromEnvironment = load(environment, CommandLineOverrides.none());
        assertThat(fromEnvironment.listener()).isEqualTo(new GatewayConfig.Listener("env", 3));
        assertThat(fromEnvironment.logging().level()).isEqualTo(Level.WARN);

        GatewayConfig typed = load(environment, new CommandLineOverrides("typed", null, "lib", "trace"));
        assertThat(typed.listener()).isEqualTo(new GatewayConfig.Listener("typed", 3));
        assertThat(typed.logging().level()).isEqualTo(Level.TRACE);
        assertThat(typed.plugins().directory()).isEqualTo(folder.resolve("lib"));
    }

    @Test
    void overridesAreValidatedAsTheFileIs() {
        ConfigLoader loader = loader(Map.of("AI_PROXY_LOG_LEVEL", "inof"));

        LoadResult result = loader.load(
                new ConfigSource.Defaults(), Specs.SCHEMA, new CommandLineOverrides(null, "http", null, null));

        assertThat(Loading.problems(result))
                .extracting(ConfigProblem::render)
                .containsExactly(
                        "command line: --port: must be a whole number from 0 to 65535",
                        "environment: AI_PROXY_LOG_LEVEL: must be one of error, warn, info, debug, trace; did you mean"
                                + " 'info'?");
    }

    @Test
    void firstLookFindsPluginsAndLogLevelWhateverElseIsWrong() throws IOException {
        write("etc/my.yaml", "plugins: { dir: jars, disabled: [gemini] }\nlog-level: debug\nacme-only: 1\nport: x\n");

        Bootstrap found = loader(Map.of()).peek(file("etc/my.yaml"), CommandLineOverrides.none());

        assertThat(found.plugins().directory()).isEqualTo(folder.resolve("etc/jars"));
        assertThat(found.plugins().disabled()).containsExactly("gemini");
        assertThat(found.logging().level()).isEqualTo(Level.DEBUG);
        Bootstrap broken = loader(Map.of()).peek(file("absent.yaml"), CommandLineOverrides.none());
        assertThat(broken.plugins().directory()).isEqualTo(folder.resolve("plugins"));
        assertThat(broken.logging().level()).isEqualTo(Level.INFO);
    }

    @Test
    void withoutFileKeysComeFromTheEnvironmentAndKeylessProvidersAreThere() {
        GatewayConfig config = load(Map.of("OPENAI_API_KEY", "sk-env"), CommandLineOverrides.none());

        assertThat(config.source()).isEqualTo(new ConfigSource.Defaults());
        assertThat(config.providers()).extracting(ProviderConfig::providerId).containsExactly("openai", "echo");
        CredentialConfig openai = config.providers().get(0).credentials().get(0);
        assertThat(openai.apiKey()).contains(Secret.of("sk-env"));
        assertThat(openai.name()).isEqualTo("openai-1");
        assertThat(config.providers().get(1).credentials()).hasSize(1);
        assertThat(config.warnings()).singleElement().asString().contains("set api-keys");
    }

    @Test
    void withFileEnvironmentKeysAreNotUsed() throws IOException {
        write("config.yaml", "port: 1");

        assertThat(load(Map.of("OPENAI_API_KEY", "sk-env"), CommandLineOverrides.none())
                        .providers())
                .isEmpty();
    }

    @Test
    void unusableEnvironmentKeyIsLeftOutWithWarning() {
        GatewayConfig config = load(Map.of("OPENAI_API_KEY", "sk SECRET"), CommandLineOverrides.none());

        assertThat(config.providers()).extracting(ProviderConfig::providerId).containsExactly("echo");
        assertThat(config.warnings())
                .singleElement()
                .asString()
                .contains("OPENAI_API_KEY: ignored")
                .doesNotContain("SECRET");
    }

    @Test
    void placeholdersAreReplacedInValues() {
        LoadResult result = Loading.load("""
                port: ${PORT:-99}
                host: "${HOST}.example"
                openai-api-key:
                  - api-key: ${KEY}
                    prefix: "$${x}/${EMPTY:-e}"
                """, Map.of("HOST", "a", "KEY", "sk-1\n", "EMPTY", ""));

        GatewayConfig config = Loading.valid(result);
        assertThat(config.listener()).isEqualTo(new GatewayConfig.Listener("a.example", 99));
        CredentialConfig credential = config.providers().get(0).credentials().get(0);
        assertThat(credential.apiKey()).contains(Secret.of("sk-1"));
        assertThat(credential.prefix()).isEqualTo("${x}/e");
    }

    @Test
    void fileThatCannotBeReadIsAProblem() throws IOException {
        Files.write(folder.resolve("latin1.yaml"), "host: \u00e9".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(problem("absent.yaml")).endsWith("absent.yaml: there is no such file");
        assertThat(problem("etc")).endsWith("etc: is a folder, not a file");
        assertThat(problem("latin1.yaml")).endsWith("latin1.yaml: not UTF-8 text");
    }

    @Test
    void byteOrderMarkIsSkipped() throws IOException {
        write("config.yaml", "\uFEFFport: 4");

        assertThat(load(Map.of(), CommandLineOverrides.none()).listener().port())
                .isEqualTo(4);
    }

    private String problem(String name) {
        List<ConfigProblem> problems =
                Loading.problems(loader(Map.of()).load(file(name), Specs.SCHEMA, CommandLineOverrides.none()));
        assertThat(problems).hasSize(1);
        return problems.get(0).render();
    }

    private GatewayConfig load(Map<String, String> environment, CommandLineOverrides commandLine) {
        ConfigLoader loader = loader(environment);
        return Loading.valid(loader.load(loader.locate(null), Specs.SCHEMA, commandLine));
    }

    private ConfigLoader loader(Map<String, String> environment) {
        return new ConfigLoader(Surroundings.of(environment, folder, folder.resolve("plugins")));
    }

    private ConfigSource file(String name) {
        return new ConfigSource.File(folder.resolve(name));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
