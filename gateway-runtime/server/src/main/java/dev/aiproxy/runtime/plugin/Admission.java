package dev.aiproxy.runtime.plugin;

import dev.aiproxy.api.wire.WireFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides which of the loaded plugins can serve together. Of two that claim the same, the first (in the order of file names)
 * stays; one that needs a wire format nobody brings cannot stay.
 */
final class Admission {
    private final List<LoadedPlugin> candidates;
    private final Map<LoadedPlugin, String> refused = new LinkedHashMap<>();

    private Admission(List<LoadedPlugin> candidates) {
        this.candidates = new ArrayList<>(candidates);
    }

    /** The plugins that cannot stay, with the reason. */
    static Map<LoadedPlugin, String> refusals(List<LoadedPlugin> candidates) {
        Admission admission = new Admission(candidates);
        admission.decide();
        return admission.refused;
    }

    /** A plugin that lacks a format goes, which may free what it claimed and take away what others need: so once more. */
    private void decide() {
        Map<LoadedPlugin, String> conflicts = conflicts();
        Optional<LoadedPlugin> unmet = candidates.stream()
                .filter(plugin -> !conflicts.containsKey(plugin))
                .filter(plugin -> !missing(plugin, conflicts).isEmpty())
                .findFirst();
        if (unmet.isEmpty()) {
            refused.putAll(conflicts);
            return;
        }
        LoadedPlugin plugin = unmet.get();
        String formats = String.join(", ", missing(plugin, conflicts));
        refused.put(plugin, "it needs the wire format " + formats + ", which no plugin here brings");
        candidates.remove(plugin);
        decide();
    }

    private Map<LoadedPlugin, String> conflicts() {
        Map<String, LoadedPlugin> owners = new HashMap<>();
        Map<LoadedPlugin, String> conflicts = new LinkedHashMap<>();
        for (LoadedPlugin plugin : candidates) {
            Map<String, LoadedPlugin> claims = new HashMap<>();
            conflict(plugin, owners, claims)
                    .ifPresentOrElse(reason -> conflicts.put(plugin, reason), () -> owners.putAll(claims));
        }
        return conflicts;
    }

    private static Optional<String> conflict(
            LoadedPlugin plugin, Map<String, LoadedPlugin> owners, Map<String, LoadedPlugin> claims) {
        for (String claim : claims(plugin)) {
            LoadedPlugin owner = owners.get(claim);
            if (owner != null) {
                return Optional.of(claim + " is offered by " + owner.file().name() + " (plugin '" + owner.id()
                        + "') and by " + plugin.file().name() + "; only the first is used, remove one of the two");
            }
            if (claims.put(claim, plugin) != null) {
                return Optional.of(plugin.file().name() + " offers " + claim + " twice");
            }
        }
        return Optional.empty();
    }

    private static List<String> claims(LoadedPlugin plugin) {
        List<String> claims = new ArrayList<>();
        claims.add("plugin id '" + plugin.id() + "'");
        plugin.contributions().forEach(contribution -> claims.addAll(contribution.claims()));
        return claims;
    }

    private Set<String> missing(LoadedPlugin plugin, Map<LoadedPlugin, String> conflicts) {
        Set<WireFormat> offered = new HashSet<>();
        for (LoadedPlugin other : candidates) {
            if (!conflicts.containsKey(other)) {
                PluginSet.only(ContributedTranslator.class, other).forEach(entry -> offered.add(entry.format()));
            }
        }
        Set<String> missing = new TreeSet<>();
        for (Contribution contribution : plugin.contributions()) {
            contribution.needs().stream()
                    .filter(format -> !offered.contains(format))
                    .forEach(format -> missing.add("'" + format + "'"));
        }
        return missing;
    }
}
