package dev.aiproxy.runtime.plugin;

import dev.aiproxy.runtime.plugin.guard.PluginHealth.Figures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of the plugins folder, what became of it, and how its plugin fares.
 *
 * @param apiVersion the gateway's, which {@link PluginInfo#requires} must allow
 * @param options names of the options that its providers declare
 * @param figures how its code fares; null unless it is started
 * @param inFlight exchanges that use it now, on the version that serves
 * @param draining older versions that still have exchanges
 * @param leaked versions that were let go and are still in memory
 */
public record PluginStatus(
        PluginInfo info,
        String apiVersion,
        List<String> options,
        @Nullable Figures figures,
        int inFlight,
        List<Draining> draining,
        List<String> leaked) {
    /** An older version that is on its way out. */
    public record Draining(String version, String sha256, int inFlight) {}

    public PluginStatus {
        options = List.copyOf(options);
        draining = List.copyOf(draining);
        leaked = List.copyOf(leaked);
    }
}
