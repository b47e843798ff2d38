package dev.aiproxy.runtime.cli;

import dev.aiproxy.runtime.config.Bootstrap;
import dev.aiproxy.runtime.config.CommandLineOverrides;
import dev.aiproxy.runtime.config.ConfigFiles;
import dev.aiproxy.runtime.config.ConfigLoader;
import dev.aiproxy.runtime.config.ConfigProblem;
import dev.aiproxy.runtime.config.ConfigSchema;
import dev.aiproxy.runtime.config.ConfigSource;
import dev.aiproxy.runtime.config.GatewayConfig;
import dev.aiproxy.runtime.config.LoadResult;
import dev.aiproxy.runtime.config.Surroundings;
import dev.aiproxy.runtime.plugin.ContributedProvider;
import dev.aiproxy.runtime.plugin.ContributedSelector;
import dev.aiproxy.runtime.plugin.LoadedPlugin;
import dev.aiproxy.runtime.plugin.PluginFilter;
import dev.aiproxy.runtime.plugin.PluginInfo;
import dev.aiproxy.runtime.plugin.PluginLoader;
import dev.aiproxy.runtime.plugin.PluginSet;
import dev.aiproxy.runtime.plugin.guard.PluginWatch;
import dev.aiproxy.runtime.routing.Health;
import dev.aiproxy.runtime.routing.RoutingMemory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads plugins and configuration and makes of them what the server serves from. Not thread-safe. */
final class Setup {
    private final Supplier<Surroundings> surroundings;
    private final PluginLoader loader;
    private final PluginWatch watch;
    private final RoutingMemory memory;
    private final Set<String> declaredBefore = new TreeSet<>();

    /**
     * A setup.
     *
     * @param surroundings looked at anew for each load
     * @param workDirectory where private copies of plugins are kept
     * @param memory what routing remembers over everything that is loaded
     * @param watch over the calls into plugins
     */
    Setup(Supplier<Surroundings> surroundings, Path workDirectory, RoutingMemory memory, PluginWatch watch) {
        this.memory = memory;
        this.surroundings = surroundings;
        this.watch = watch;
        this.loader = new PluginLoader(workDirectory, Version.current(), watch);
    }

    /**
     * What is asked for.
     *
     * @param disabled ids of plugins that are not to serve besides those that the configuration disables, with the reason
     * @param afresh ids of plugins to load anew even if their file has not changed
     */
    record Wish(ConfigSource source, CommandLineOverrides overrides, Map<String, String> disabled, Set<String> afresh) {
        Wish(ConfigSource source, CommandLineOverrides overrides) {
            this(source, overrides, Map.of(), Set.of());
        }
    }

    /** What came of it. */
    sealed interface Result {
        /** The files that the configuration names, and what they held before they were read. */
        Map<Path, String> files();

        /** Everything fits together; to be closed after its last exchange. */
        record Ready(GatewayConfig config, PluginSet plugins, Assembly assembly, Map<Path, String> files)
                implements Result, AutoCloseable {
            @Override
            public void close() {
                assembly.providers().close();
                plugins.close();
            }
        }

        /** Something is wrong; every problem is listed. */
        record Invalid(List<ConfigProblem> problems, Map<Path, String> files) implements Result {
            Invalid(List<ConfigProblem> problems) {
                this(problems, Map.of());
            }
        }
    }

    /** What has failed, over everything that is loaded. */
    Health health() {
        return memory.health();
    }

    /** Plugins ({@code id@version}) that were let go and are still in memory. */
    List<String> uncollected() {
        return loader.uncollected();
    }

    /** What the configuration may hold with the plugins that are there; the rest of the configuration does not matter. */
    ConfigSchema schema(Wish wish) {
        Bootstrap bootstrap = new ConfigLoader(surroundings.get()).peek(wish.source(), wish.overrides());
        PluginSet plugins = loader.load(
                bootstrap.plugins().directory(), filter(bootstrap.plugins(), Map.of(), Map.of()), null, Set.of());
        try {
            return schema(plugins);
        } finally {
            plugins.close();
        }
    }

    /** @param previous what serves now, null for nothing yet; plugins that have not changed are taken over from it */
    Result load(Wish wish, Result.@Nullable Ready previous) {
        Map<String, String> rejected = new HashMap<>();
        while (true) {
            try {
                return attempt(wish, previous, rejected);
            } catch (UnfitPluginException unfit) {
                if (previous != null && previous.plugins().started().contains(unfit.plugin())) {
                    return new Result.Invalid(
                            List.of(new ConfigProblem("plugins", 0, 0, "", String.valueOf(unfit.getMessage()), "")));
                }
                rejected.put(unfit.plugin().sha256(), String.valueOf(unfit.getMessage()));
            }
        }
    }

    private Result attempt(Wish wish, Result.@Nullable Ready previous, Map<String, String> rejected) {
        ConfigLoader configs = new ConfigLoader(surroundings.get());
        Bootstrap bootstrap = configs.peek(wish.source(), wish.overrides());
        if (previous == null) {
            LogSetup.level(bootstrap.logging().level());
        }
        PluginSet plugins = loader.load(
                bootstrap.plugins().directory(),
                filter(bootstrap.plugins(), wish.disabled(), rejected),
                previous == null ? null : previous.plugins(),
                wish.afresh());
        boolean usable = false;
        try {
            Result result = combine(configs, wish, plugins);
            usable = result instanceof Result.Ready;
            return result;
        } finally {
            if (!usable) {
                plugins.close();
            }
        }
    }

    private static PluginFilter filter(
            GatewayConfig.Plugins plugins, Map<String, String> disabled, Map<String, String> rejected) {
        Map<String, String> reasons = new HashMap<>(disabled);
        plugins.disabled().forEach(id -> reasons.put(id, "listed in plugins.disabled"));
        return new PluginFilter(plugins.enabled(), reasons, plugins.trusted(), rejected, plugins.development());
    }

    private Result combine(ConfigLoader configs, Wish wish, PluginSet plugins) {
        ConfigSchema schema = schema(plugins);
        LoadResult result = configs.load(wish.source(), schema.without(absent(plugins)), wish.overrides());
        if (result instanceof LoadResult.Invalid invalid) {
            return new Result.Invalid(invalid.problems());
        }
        GatewayConfig config = ((LoadResult.Loaded) result).config();
        watch.hide(config.redaction());
        Map<Path, String> files = ConfigFiles.look(config.files());
        List<ConfigProblem> problems = new ArrayList<>();
        Assembly assembly = Assembly.of(config, plugins, memory, Clock.systemUTC(), problems);
        if (!problems.isEmpty()) {
            assembly.providers().close();
            return new Result.Invalid(problems, files);
        }
        declaredBefore.addAll(schema.declared());
        return new Result.Ready(config, plugins, assembly, files);
    }

    private static ConfigSchema schema(PluginSet plugins) {
        ConfigSchema schema = ConfigSchema.of(List.of())
                .withStrategies(plugins.selectors().stream()
                        .map(ContributedSelector::name)
                        .toList());
        for (LoadedPlugin plugin : plugins.started()) {
            ConfigSchema before = schema;
            schema = joined(plugin, () -> before.withPlugin(plugin.id()));
        }
        for (ContributedProvider provider : plugins.providers()) {
            ConfigSchema before = schema;
            schema = joined(provider.plugin(), () -> before.with(provider.spec()));
        }
        return schema;
    }

    private static ConfigSchema joined(LoadedPlugin plugin, Supplier<ConfigSchema> joining) {
        try {
            return joining.get();
        } catch (IllegalArgumentException unfit) {
            throw new UnfitPluginException(plugin, "plugin '" + plugin.id() + "': " + unfit.getMessage(), unfit);
        }
    }

    private ConfigSchema.Absent absent(PluginSet plugins) {
        List<String> unread = plugins.plugins().stream()
                .filter(plugin -> plugin.state() != PluginInfo.State.STARTED)
                .map(plugin -> plugin.jar() + " is " + plugin.state().name().toLowerCase(Locale.ROOT))
                .toList();
        return new ConfigSchema.Absent(declaredBefore, unread);
    }
}
