package dev.aiproxy.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Loads configurations in tests. */
final class Loading {
    private Loading() {}

    static Surroundings surroundings(Map<String, String> variables) {
        return new Surroundings(variables, Path.of("."), Path.of("plugins"), List.of());
    }

    static LoadResult load(String yaml, Map<String, String> variables) {
        return new ConfigLoader(surroundings(variables))
                .load(new ConfigSource.Text("test.yaml", yaml), Specs.SCHEMA, CommandLineOverrides.none());
    }

    static GatewayConfig valid(String yaml) {
        return valid(load(yaml, Map.of()));
    }

    static GatewayConfig valid(LoadResult result) {
        assertThat(result).isInstanceOf(LoadResult.Loaded.class);
        return ((LoadResult.Loaded) result).config();
    }

    static List<ConfigProblem> problems(LoadResult result) {
        assertThat(result).isInstanceOf(LoadResult.Invalid.class);
        return ((LoadResult.Invalid) result).problems();
    }
}
