package dev.aiproxy.runtime.cli;

import java.nio.file.Path;
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
}
