package dev.aiproxy.runtime.plugin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pass over a plugins folder. */
final class Loading {
    private static final Logger LOG = LoggerFactory.getLogger(Loading.class);

    private final Host host;
    private final PluginFilter filter;
    private final @Nullable PluginSet previous;
    private final List<Entry> entries = new ArrayList<>();

    Loading(Host host, PluginFilter filter, @Nullable PluginSet previous) {
        this.host = host;
        this.filter = filter;
        this.previous = previous;
    }

    /** A file and how far it has come. */
    private static final class Entry {
        final String jar;

        @Nullable
        PluginFile file;

        @Nullable
        PluginManifest manifest;

        @Nullable
        LoadedPlugin plugin;

        @Nullable
        String disabled;

        @Nullable
        String refused;

        Entry(String jar) {
            this.jar = jar;
        }
    }

    void add(Path original) {
        Entry entry = new Entry(original.getFileName().toString());
        entries.add(entry);
        try {
            load(entry, original);
        } catch (Refusal refusal) {
            entry.refused = refusal.reason();
            LOG.debug("{} is refused", entry.jar, refusal);
        } catch (Throwable failure) {
            entry.refused = "it cannot be loaded: " + Refusal.describe(failure);
            LOG.debug("{} is refused", entry.jar, failure);
        }
    }

    private void load(Entry entry, Path original) throws Exception {
        PluginFile file = PluginFile.copy(original, host.workDir());
        entry.file = file;
        PluginPackage source = PluginPackage.open(file);
        entry.manifest = source.manifest();
        Optional<String> objection = filter.objection(source.manifest().id());
        if (objection.isPresent()) {
            entry.disabled = objection.get();
        } else {
            Optional<LoadedPlugin> loaded = previous == null ? Optional.empty() : previous.loadedFrom(file);
            entry.plugin = loaded.isPresent() ? loaded.get() : LoadedPlugin.start(source, file, host);
        }
    }

    /** Settles conflicts between the plugins that were loaded, and lets the losers go. */
    PluginSet finish() {
        List<LoadedPlugin> loaded = new ArrayList<>();
        entries.forEach(entry -> Optional.ofNullable(entry.plugin).ifPresent(loaded::add));
        Map<LoadedPlugin, String> refusals = Admission.refusals(loaded);
        for (Entry entry : entries) {
            LoadedPlugin plugin = entry.plugin;
            if (plugin != null && refusals.containsKey(plugin)) {
                entry.refused = refusals.get(plugin);
                entry.plugin = null;
                loaded.remove(plugin);
                closeUnused(plugin);
            }
        }
        return new PluginSet(entries.stream().map(Loading::info).toList(), loaded);
    }

    private static void closeUnused(LoadedPlugin plugin) {
        if (!plugin.held()) {
            plugin.close();
        }
    }

    private static PluginInfo info(Entry entry) {
        PluginManifest manifest = entry.manifest;
        LoadedPlugin plugin = entry.plugin;
        return new PluginInfo(
                manifest == null ? PluginFile.baseName(entry.jar) : manifest.id(),
                manifest == null || manifest.version().isEmpty() ? null : manifest.version(),
                manifest == null ? null : manifest.requires(),
                manifest == null ? null : manifest.vendor(),
                state(entry),
                entry.refused != null ? entry.refused : entry.disabled,
                entry.jar,
                entry.file == null ? "" : entry.file.sha256(),
                plugin == null ? List.of() : plugin.providerIds(),
                plugin == null ? List.of() : plugin.formatIds());
    }

    private static PluginInfo.State state(Entry entry) {
        if (entry.plugin != null) {
            return PluginInfo.State.STARTED;
        }
        return entry.disabled != null ? PluginInfo.State.DISABLED : PluginInfo.State.REFUSED;
    }
}
