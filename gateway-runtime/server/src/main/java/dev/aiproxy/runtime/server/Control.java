package dev.aiproxy.runtime.server;

import dev.aiproxy.runtime.config.ConfigProblem;
import dev.aiproxy.runtime.config.GatewayConfig;
import dev.aiproxy.runtime.plugin.PluginStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** What the admin API can see and do of the running gateway. Thread-safe; what changes something blocks until it is done. */
public interface Control {
    /** Every file of the plugins folder, in the order of names. */
    List<PluginStatus> plugins();

    /** Lets a plugin serve that {@link #disable} or its faults disabled. */
    Outcome enable(String pluginId);

    /** Takes a plugin out of service until it is enabled again or the process ends. */
    Outcome disable(String pluginId);

    /** Loads a plugin anew from its file. */
    Outcome reloadPlugin(String pluginId);

    /** Reads configuration and plugins anew. */
    Outcome reload();

    ConfigStatus config();

    /** How much is logged. */
    Level logLevel();

    /** Logs so much until the configuration is loaded anew. */
    void logLevel(Level level);

    /**
     * What became of a change.
     *
     * @param applied whether it is in force; otherwise what served before still serves
     * @param problems why not
     * @param notes what the operator should know: all that waits for a restart
     */
    record Outcome(boolean applied, List<ConfigProblem> problems, List<String> notes) {
        public Outcome {
            problems = List.copyOf(problems);
            notes = List.copyOf(notes);
        }
    }

    /**
     * The configuration in force, and the last that could not be.
     *
     * @param loadedAt when it came into force
     * @param pending what of it waits for a restart
     * @param failedAt when the last change was refused; null if none was since
     * @param problems why
     */
    record ConfigStatus(
            GatewayConfig config,
            Instant loadedAt,
            List<String> pending,
            @Nullable Instant failedAt,
            List<ConfigProblem> problems) {
        public ConfigStatus {
            pending = List.copyOf(pending);
            problems = List.copyOf(problems);
        }
    }
}
