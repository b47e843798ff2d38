package dev.aiproxy.runtime.cli;

import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.runtime.config.Bootstrap;
import dev.aiproxy.runtime.config.CommandLineOverrides;
import dev.aiproxy.runtime.config.ConfigLoader;
import dev.aiproxy.runtime.config.ConfigProblem;
import dev.aiproxy.runtime.config.ConfigSchema;
import dev.aiproxy.runtime.config.ConfigSource;
import dev.aiproxy.runtime.config.GatewayConfig;
import dev.aiproxy.runtime.config.LoadResult;
import dev.aiproxy.runtime.config.Surroundings;
import dev.aiproxy.runtime.plugin.ContributedProvider;
import dev.aiproxy.runtime.plugin.PluginFilter;
import dev.aiproxy.runtime.plugin.PluginLoader;
import dev.aiproxy.runtime.plugin.PluginSet;
import dev.aiproxy.runtime.routing.RoutingMemory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads plugins and configuration and makes of them what the server serves from. */
final class Setup {
    private final Surroundings surroundings;
    private final Path workDirectory;
    private final RoutingMemory memory;

    /**
     * @param workDirectory where private copies of plugins are kept
     * @param memory what routing remembers over everything that is loaded
     */
    Setup(Surroundings surroundings, Path workDirectory, RoutingMemory memory) {
        this.memory = memory;
        this.surroundings = surroundings;
        this.workDirectory = workDirectory;
    }

    /** What came of it. */
    sealed interface Result {
        /** Everything fits together; {@code plugins} must be closed in the end. */
        record Ready(GatewayConfig config, PluginSet plugins, Assembly assembly) implements Result {}

        /** Something is wrong; every problem is listed. */
        record Invalid(List<ConfigProblem> problems) implements Result {}
    }

    Result load(ConfigSource source, CommandLineOverrides overrides) {
        ConfigLoader loader = new ConfigLoader(surroundings);
        Bootstrap bootstrap = loader.peek(source, overrides);
        LogSetup.level(bootstrap.logging().level());
        PluginSet plugins = new PluginLoader(workDirectory, Version.current())
                .load(
                        bootstrap.plugins().directory(),
                        new PluginFilter(Set.of(), bootstrap.plugins().disabled()));
        Result result;
        try {
            result = combine(loader.load(source, schema(plugins), overrides), plugins);
        } catch (GatewayException | IllegalArgumentException pluginFault) {
            result = new Result.Invalid(
                    List.of(new ConfigProblem("plugins", 0, 0, "", String.valueOf(pluginFault.getMessage()), "")));
        }
        if (result instanceof Result.Invalid) {
            plugins.close();
        }
        return result;
    }

    private static ConfigSchema schema(PluginSet plugins) {
        ConfigSchema schema = ConfigSchema.of(List.of());
        for (ContributedProvider provider : plugins.providers()) {
            try {
                schema = schema.with(provider.spec());
            } catch (IllegalArgumentException unfit) {
                throw new IllegalArgumentException(
                        "plugin '" + provider.plugin().id() + "': " + unfit.getMessage()
                                + "; remove its jar, or list it in plugins.disabled",
                        unfit);
            }
        }
        return schema;
    }

    private Result combine(LoadResult result, PluginSet plugins) {
        if (result instanceof LoadResult.Invalid invalid) {
            return new Result.Invalid(invalid.problems());
        }
        GatewayConfig config = ((LoadResult.Loaded) result).config();
        List<ConfigProblem> problems = new ArrayList<>();
        Assembly assembly = Assembly.of(config, plugins, memory, Clock.systemUTC(), problems);
        return problems.isEmpty() ? new Result.Ready(config, plugins, assembly) : new Result.Invalid(problems);
    }
}
