package dev.aiproxy.runtime.cli;

import dev.aiproxy.runtime.config.CommandLineOverrides;
import dev.aiproxy.runtime.config.ConfigLoader;
import dev.aiproxy.runtime.config.Surroundings;
import dev.aiproxy.runtime.plugin.guard.PluginWatch;
import dev.aiproxy.runtime.routing.RoutingMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that reads a configuration. */
final class CommonOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "the configuration file (default: AI_PROXY_CONFIG, else ./config.yaml, else built-in defaults)")
    @Nullable
    Path config;

    @Option(names = "--plugins", paramLabel = "DIR", description = "the folder with plugin jars")
    @Nullable
    String plugins;

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            description = "error, warn, info, debug or trace (default: info)")
    @Nullable
    String logLevel;

    /** What a command without a server asks for. */
    Setup.Wish wish(Surroundings surroundings) throws IOException {
        return new Setup.Wish(
                new ConfigLoader(surroundings).locate(config), new CommandLineOverrides(null, null, plugins, logLevel));
    }

    /** What a command without a server loads with. */
    static Setup setup(Surroundings surroundings) throws IOException {
        return new Setup(() -> surroundings, Home.work(), new RoutingMemory(Clock.systemUTC()), new PluginWatch());
    }
}
