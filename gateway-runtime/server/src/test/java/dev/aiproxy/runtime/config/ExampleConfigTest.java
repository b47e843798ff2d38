package dev.aiproxy.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.ApiKeyUse;
import dev.aiproxy.api.provider.OptionSpec;
import dev.aiproxy.api.provider.OptionSpec.Type;
import dev.aiproxy.api.provider.ProviderSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code config.example.yaml}, with the sections of the plugins that it shows. */
final class ExampleConfigTest {
    private static final Path EXAMPLE = Path.of("../../config.example.yaml");
    private static final OptionSpec STREAM_USAGE =
            OptionSpec.optional("stream-usage", Type.STRING, "d").withAllowed("auto", "on", "off");
    private static final OptionSpec WIRE_API =
            OptionSpec.optional("wire-api", Type.STRING, "d").withAllowed("chat", "responses");
    private static final ConfigSchema SCHEMA = ConfigSchema.of(List.of(
            ProviderSpec.builder("openai")
                    .defaultBaseUrl("https://api.openai.com")
                    .credentialOptions(STREAM_USAGE, WIRE_API)
                    .build(),
            ProviderSpec.builder("claude")
                    .defaultBaseUrl("https://claude.example")
                    .topLevelOptions(OptionSpec.optional("claude-header-defaults", Type.HEADERS, "d"))
                    .credentialOptions(
                            OptionSpec.optional("cloak.mode", Type.STRING, "d").withAllowed("auto", "always", "never"),
                            OptionSpec.optional("cloak.strict-mode", Type.BOOL, "d"),
                            OptionSpec.optional("cloak.system-prompt", Type.STRING, "d"),
                            OptionSpec.optional("cloak.sensitive-words", Type.LIST, "d"),
                            OptionSpec.optional("cloak.cache-user-id", Type.BOOL, "d"))
                    .build(),
            ProviderSpec.builder("gemini")
                    .defaultBaseUrl("https://gemini.example")
                    .build(),
            ProviderSpec.builder("openai-compat")
                    .configSection("openai-compatibility")
                    .apiKey(ApiKeyUse.OPTIONAL)
                    .credentialOptions(STREAM_USAGE, WIRE_API)
                    .build(),
            ProviderSpec.builder("azure-openai")
                    .apiKey(ApiKeyUse.OPTIONAL)
                    .credentialOptions(
                            STREAM_USAGE,
                            OptionSpec.optional("api-version", Type.STRING, "d"),
                            OptionSpec.optional("deployment", Type.STRING, "d"),
                            OptionSpec.optional("tenant-id", Type.STRING, "d"),
                            OptionSpec.optional("client-id", Type.STRING, "d"),
                            OptionSpec.optional("client-secret", Type.SECRET, "d"),
                            OptionSpec.optional("scope", Type.STRING, "d"),
                            OptionSpec.optional("authority", Type.URI, "d"))
                    .build(),
            ProviderSpec.builder("ollama")
                    .configSection("ollama")
                    .apiKey(ApiKeyUse.OPTIONAL)
                    .defaultBaseUrl("http://localhost:11434")
                    .build(),
            ProviderSpec.builder("echo")
                    .configSection("echo")
                    .apiKey(ApiKeyUse.NONE)
                    .credentialOptions(
                            OptionSpec.optional("first-delay", Type.DURATION, "d"),
                            OptionSpec.optional("delay", Type.DURATION, "d"))
                    .build()));

    @TempDir
    private Path folder = Path.of("");

    @Test
    void exampleIsValidAsItStandsAndSetsNothing() throws IOException {
        assertThat(load(Files.readString(EXAMPLE)))
                .usingRecursiveComparison()
                .ignoringFields("source")
                .isEqualTo(load(""));
    }

    @Test
    void exampleIsValidWithEveryOptionUncommented() throws IOException {
        GatewayConfig config = load(uncommented());

        assertThat(config.providers())
                .extracting(ProviderConfig::providerId)
                .containsExactly("openai", "claude", "gemini", "openai-compat", "azure-openai", "ollama", "echo");
        assertThat(config.access().accepts("a-long-random-text")).isTrue();
    }

    @Test
    void exampleShowsTheRealDefaults() throws IOException {
        GatewayConfig shown = load(uncommented());
        GatewayConfig defaults = load("");

        assertThat(shown.listener()).isEqualTo(defaults.listener());
        assertThat(shown.limits()).isEqualTo(defaults.limits());
        assertThat(shown.timeouts()).isEqualTo(defaults.timeouts());
        assertThat(shown.retry()).isEqualTo(defaults.retry());
        assertThat(shown.streaming()).isEqualTo(defaults.streaming());
        assertThat(shown.routing()).isEqualTo(defaults.routing());
        assertThat(shown.plugins()).isEqualTo(defaults.plugins());
        assertThat(shown.logging()).isEqualTo(defaults.logging());
        assertThat(defaults.edge()).isEqualTo(new GatewayConfig.Edge(List.of(), List.of(), List.of()));
    }

    @Test
    void exampleShowsEveryOption() throws IOException {
        Place place = new Place(new Problems(), "example", folder, "");
        YamlNode root = YamlParser.parse(uncommented(), new Placeholders(Map.of()), place);
        Values values = SCHEMA.reader().read((YamlNode.Mapping) root, place);

        assertThat(SCHEMA.table().options())
                .allSatisfy(option ->
                        assertThat(values.isGiven(option)).as(option.path()).isTrue());
        String text = uncommented();
        assertThat(SCHEMA.sections())
                .flatMap(section -> CredentialOptions.table(section.spec()).options())
                .allSatisfy(option -> assertThat(text)
                        .containsPattern("(?m)^ +(- )?" + option.path().replaceAll(".*\\.", "") + ":"));
    }

    /** The example with its options in force: prose begins with "# " and a word. */
    private static String uncommented() throws IOException {
        return Files.readString(EXAMPLE).replaceAll("(?m)^#(?=[a-z]|  )", "");
    }

    private GatewayConfig load(String yaml) throws IOException {
        Path file = folder.resolve("config.yaml");
        Files.writeString(file, yaml);
        Files.createDirectories(folder.resolve("plugins"));
        ConfigLoader loader = new ConfigLoader(Surroundings.of(Map.of(), folder, folder.resolve("plugins")));
        return Loading.valid(loader.load(new ConfigSource.File(file), SCHEMA, CommandLineOverrides.none()));
    }
}
