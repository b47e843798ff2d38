package dev.aiproxy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.ApiKeyUse;
import dev.aiproxy.api.provider.ProviderSpec;
import dev.aiproxy.runtime.config.CommandLineOverrides;
import dev.aiproxy.runtime.config.ConfigLoader;
import dev.aiproxy.runtime.config.ConfigSchema;
import dev.aiproxy.runtime.config.ConfigSource;
import dev.aiproxy.runtime.config.GatewayConfig;
import dev.aiproxy.runtime.config.LoadResult;
import dev.aiproxy.runtime.config.Surroundings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Configurations of other packages' tests, with the sections {@code alpha} and {@code beta}; neither takes a key. */
public final class TestConfig {
    private static final ConfigSchema SCHEMA = ConfigSchema.of(List.of(spec("alpha"), spec("beta")));

    private TestConfig() {}

    private static ProviderSpec spec(String id) {
        return ProviderSpec.builder(id).configSection(id).apiKey(ApiKeyUse.NONE).build();
    }

    /** What this YAML says. */
    public static GatewayConfig of(String yaml) {
        Surroundings surroundings = new Surroundings(Map.of(), Path.of("."), Path.of("."), List.of());
        LoadResult result = new ConfigLoader(surroundings)
                .load(new ConfigSource.Text("test", yaml), SCHEMA, CommandLineOverrides.none());
        assertThat(result).isInstanceOf(LoadResult.Loaded.class);
        return ((LoadResult.Loaded) result).config();
    }
}
