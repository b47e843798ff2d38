package dev.aiproxy.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.ApiKeyUse;
import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.Provider;
import dev.aiproxy.api.provider.ProviderContext;
import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.provider.ProviderSpec;
import dev.aiproxy.runtime.config.CommandLineOverrides;
import dev.aiproxy.runtime.config.ConfigLoader;
import dev.aiproxy.runtime.config.ConfigSchema;
import dev.aiproxy.runtime.config.ConfigSource;
import dev.aiproxy.runtime.config.GatewayConfig;
import dev.aiproxy.runtime.config.LoadResult;
import dev.aiproxy.runtime.config.ProviderConfig;
import dev.aiproxy.runtime.config.Surroundings;
import dev.aiproxy.testkit.translate.CodecExchange;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * A provider and how its author configures it.
 *
 * @param options lines of YAML, of one credential
 * @param topLevel lines of YAML, at the top of the file
 */
record ProviderSetup(ProviderFactory factory, String key, String model, String options, String topLevel) {
    /** Where upstreams are unless a test starts one. */
    static final String UPSTREAM = "http://127.0.0.1:9";

    /** The configuration file, for credentials at this address; empty for a provider that has none. */
    String yaml(String baseUrl) {
        ProviderSpec spec = factory.spec();
        StringBuilder yaml = new StringBuilder(topLevel.stripTrailing()).append('\n');
        yaml.append(spec.configSection())
                .append(":\n  - models: [\"")
                .append(model)
                .append("\"]\n");
        if (spec.apiKey() != ApiKeyUse.NONE) {
            yaml.append("    api-key: \"").append(key).append("\"\n");
        }
        if (!baseUrl.isEmpty()) {
            yaml.append("    base-url: ").append(baseUrl).append('\n');
        }
        options.lines().forEach(line -> yaml.append("    ").append(line).append('\n'));
        return yaml.toString();
    }

    /** What the gateway makes of the file. */
    ProviderConfig configured(String baseUrl) {
        Path here = Path.of("").toAbsolutePath();
        ConfigLoader loader = new ConfigLoader(new Surroundings(Map.of(), here, here, List.of()));
        LoadResult result = loader.load(
                new ConfigSource.Text("tck", yaml(baseUrl)),
                ConfigSchema.of(List.of(factory.spec())),
                CommandLineOverrides.none());
        if (result instanceof LoadResult.Invalid invalid) {
            throw new AssertionError("the configuration\n" + yaml(baseUrl) + "is invalid: " + invalid.problems());
        }
        GatewayConfig config = ((LoadResult.Loaded) result).config();
        assertThat(config.providers()).hasSize(1);
        return config.providers().get(0);
    }

    /** A provider and the one credential that it was made with. */
    Made make(String baseUrl) {
        return make(factory, baseUrl);
    }

    /** The same, made by another instance of the factory. */
    Made make(ProviderFactory another, String baseUrl) {
        ProviderConfig config = configured(baseUrl);
        Clock clock = Clock.fixed(CodecExchange.NOW, ZoneOffset.UTC);
        Provider provider = another.create(new ProviderContext(config.topLevel(), config.enabled(), clock));
        assertThat(provider).as("what create returned").isNotNull();
        return new Made(provider, config.enabled().get(0));
    }

    /** A provider with a credential. */
    record Made(Provider provider, Credential credential) {}
}
