package dev.aiproxy.runtime.plugin;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which plugins the operator wants.
 *
 * @param enabled ids of the only plugins to load, empty for all
 * @param disabled ids that are not loaded, with the reason, whatever {@code enabled} says
 * @param trusted SHA-256 of the only files to load, in lower-case hex; empty for all
 * @param rejected SHA-256 of files that were found unfit, with the reason
 * @param development whether folders with {@code target/classes} are plugins too
 */
public record PluginFilter(
        Set<String> enabled,
        Map<String, String> disabled,
        Set<String> trusted,
        Map<String, String> rejected,
        boolean development) {
    /** Takes every plugin. */
    public static final PluginFilter ALL = new PluginFilter(Set.of(), Map.of(), Set.of(), Map.of(), false);

    public PluginFilter {
        enabled = Set.copyOf(enabled);
        disabled = Map.copyOf(disabled);
        trusted = Set.copyOf(trusted);
        rejected = Map.copyOf(rejected);
    }

    /** Why the plugin is left out; empty if it is wanted. */
    Optional<String> objection(String pluginId) {
        if (disabled.containsKey(pluginId)) {
            return Optional.ofNullable(disabled.get(pluginId));
        }
        if (!enabled.isEmpty() && !enabled.contains(pluginId)) {
            return Optional.of("not listed in plugins.enabled");
        }
        return Optional.empty();
    }

    /** @throws Refusal if the file must not be loaded */
    void checkContent(String sha256) {
        if (!trusted.isEmpty() && !trusted.contains(sha256)) {
            throw new Refusal("its SHA-256 " + sha256 + " is not listed in plugins.trusted-sha256");
        }
        String reason = rejected.get(sha256);
        if (reason != null) {
            throw new Refusal(reason);
        }
    }
}
