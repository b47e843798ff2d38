package dev.aiproxy.runtime.plugin;

import java.util.Optional;
import java.util.Set;

/**
 * Which plugins the operator wants.
 *
 * @param enabled ids of the only plugins to load, empty for all
 * @param disabled ids that are not loaded, whatever {@code enabled} says
 */
public record PluginFilter(Set<String> enabled, Set<String> disabled) {
    /** Takes every plugin. */
    public static final PluginFilter ALL = new PluginFilter(Set.of(), Set.of());

    public PluginFilter {
        enabled = Set.copyOf(enabled);
        disabled = Set.copyOf(disabled);
    }

    /** Why the plugin is left out; empty if it is wanted. */
    Optional<String> objection(String pluginId) {
        if (disabled.contains(pluginId)) {
            return Optional.of("listed in plugins.disabled");
        }
        if (!enabled.isEmpty() && !enabled.contains(pluginId)) {
            return Optional.of("not listed in plugins.enabled");
        }
        return Optional.empty();
    }
}
