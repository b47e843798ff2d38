package dev.aiproxy.runtime.config;

import org.jspecify.annotations.Nullable;

/**
 * Options of the command line that win over the configuration, as typed; null for those not given.
 *
 * @param host {@code --host}
 * @param port {@code --port}
 * @param pluginsDirectory {@code --plugins}
 * @param logLevel {@code --log-level}
 */
public record CommandLineOverrides(
        @Nullable String host,
        @Nullable String port,
        @Nullable String pluginsDirectory,
        @Nullable String logLevel) {
    public static CommandLineOverrides none() {
        return new CommandLineOverrides(null, null, null, null);
    }
}
