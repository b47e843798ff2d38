package dev.aiproxy.runtime.plugin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pass over a plugins folder. */
final class Loading {
    private static final Logger LOG = LoggerFactory.getLogger(Loading.class);

    private final Host host;
    private final PluginFilter filter;
    private final @Nullable PluginSet previous;
    private final Set<String> afresh;
    private final List<Entry> entries = new ArrayList<>();

    Loading(Host host, PluginFilter filter, @Nullable PluginSet previous, Set<String> afresh) {
        this.host = host;
        this.filter = filter;
        this.previous = previous;
        this.afresh = afresh;
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
            return;
        }
        filter.checkContent(file.sha256());
        Optional<LoadedPlugin> loaded = afresh.contains(source.manifest().id()) ? Optional.empty() : loadedFrom(file);
        entry.plugin = loaded.isPresent() ? loaded.get() : LoadedPlugin.start(source, file, host);
    }

    private Optional<LoadedPlugin> loadedFrom(PluginFile file) {
        return previous == null ? Optional.empty() : previous.loadedFrom(file);
    }

    /** Settles conflicts between the plugins that were loaded, and lets the losers go. */
    PluginSet finish() {
        settle();
        if (keepPredecessors()) {
            settle();
        }
        return new PluginSet(entries.stream().map(Loading::info).toList(), loaded());
    }

    /** What the one file that was added brings; it is let go again. */
    Inspection inspect() {
        Entry entry = entries.get(0);
        PluginInfo info = info(entry);
        LoadedPlugin plugin = entry.plugin;
        if (plugin == null) {
            return new Inspection(info, List.of(), List.of());
        }
        try {
            return new Inspection(
                    info,
                    PluginSet.only(ContributedProvider.class, plugin)
                            .map(ContributedProvider::spec)
                            .toList(),
                    PluginSet.only(ContributedTranslator.class, plugin)
                            .flatMap(translator -> translator.endpoints().stream())
                            .toList());
        } finally {
            plugin.close();
        }
    }

    private List<LoadedPlugin> loaded() {
        return entries.stream()
                .map(entry -> entry.plugin)
                .filter(Objects::nonNull)
                .toList();
    }

    private void settle() {
        Map<LoadedPlugin, String> refusals = Admission.refusals(loaded());
        for (Entry entry : entries) {
            LoadedPlugin plugin = entry.plugin;
            if (plugin != null && refusals.containsKey(plugin)) {
                entry.refused = refusals.get(plugin);
                entry.plugin = null;
                closeUnused(plugin);
            }
        }
    }

    /** Where a file is refused whose plugin served before, the version that served goes on. Whether there is one. */
    private boolean keepPredecessors() {
        boolean kept = false;
        for (Entry entry : List.copyOf(entries)) {
            Optional<LoadedPlugin> predecessor = entry.refused == null ? Optional.empty() : predecessor(entry);
            if (predecessor.isPresent()) {
                entries.add(entries.indexOf(entry), kept(predecessor.get()));
                kept = true;
            }
        }
        return kept;
    }

    private Optional<LoadedPlugin> predecessor(Entry refused) {
        PluginManifest manifest = refused.manifest;
        Set<String> serving = loaded().stream().map(LoadedPlugin::id).collect(Collectors.toSet());
        return previous == null
                ? Optional.empty()
                : previous.started().stream()
                        .filter(plugin -> manifest == null
                                ? plugin.file().name().equals(refused.jar)
                                : plugin.id().equals(manifest.id()))
                        .filter(plugin -> !serving.contains(plugin.id()))
                        .filter(plugin -> !plugin.file().equals(refused.file))
                        .filter(plugin -> filter.objection(plugin.id()).isEmpty())
                        .findFirst();
    }

    private static Entry kept(LoadedPlugin plugin) {
        Entry entry = new Entry(plugin.file().name());
        entry.file = plugin.file();
        entry.manifest = plugin.manifest();
        entry.plugin = plugin;
        return entry;
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
