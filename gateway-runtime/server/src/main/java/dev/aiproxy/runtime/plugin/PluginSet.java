package dev.aiproxy.runtime.plugin;

import dev.aiproxy.api.wire.WireFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * The plugins of one snapshot: those that serve, and what became of every file of the folder. Immutable. Closing it lets the
 * plugins go; one that no newer set holds is stopped and its class loader closed.
 */
public final class PluginSet implements AutoCloseable {
    private final List<PluginInfo> plugins;
    private final List<LoadedPlugin> started;
    private final List<ContributedProvider> providers;
    private final List<ContributedTranslator> translators;
    private final AtomicBoolean closed = new AtomicBoolean();

    PluginSet(List<PluginInfo> plugins, List<LoadedPlugin> started) {
        this.plugins = List.copyOf(plugins);
        this.started = List.copyOf(started);
        this.providers = all(ContributedProvider.class);
        this.translators = all(ContributedTranslator.class);
        started.forEach(LoadedPlugin::hold);
    }

    /** Every file of the folder in the order of names, served or not. */
    public List<PluginInfo> plugins() {
        return plugins;
    }

    /** The plugins that serve, in the order of files. */
    public List<LoadedPlugin> started() {
        return started;
    }

    /** Every provider of the started plugins, in the order of files; their ids are unique. */
    public List<ContributedProvider> providers() {
        return providers;
    }

    /** Every wire format of the started plugins, in the order of files; their ids are unique. */
    public List<ContributedTranslator> translators() {
        return translators;
    }

    /** Every way to choose among credentials that the started plugins bring; their names are unique. */
    public List<ContributedSelector> selectors() {
        return all(ContributedSelector.class);
    }

    /** Every hook of a kind that the started plugins bring, in the order of files. */
    @SuppressWarnings("unchecked") // the kind was compared
    public <S> List<ContributedHook<S>> hooks(Class<S> kind) {
        return started.stream()
                .flatMap(plugin -> only(ContributedHook.class, plugin))
                .filter(hook -> hook.type().equals(kind))
                .map(hook -> (ContributedHook<S>) hook)
                .toList();
    }

    /** The translator of a format; empty if no started plugin brings it. */
    public Optional<ContributedTranslator> translator(WireFormat format) {
        return translators.stream()
                .filter(entry -> entry.format().equals(format))
                .findFirst();
    }

    /** The started plugin that came from the same file with the same content. */
    Optional<LoadedPlugin> loadedFrom(PluginFile file) {
        return started.stream().filter(plugin -> plugin.file().equals(file)).findFirst();
    }

    /** To be called after the last exchange of the snapshot; further calls do nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            started.forEach(LoadedPlugin::letGo);
        }
    }

    private <C extends Contribution> List<C> all(Class<C> kind) {
        return started.stream().flatMap(plugin -> only(kind, plugin)).toList();
    }

    static <C extends Contribution> Stream<C> only(Class<C> kind, LoadedPlugin plugin) {
        return plugin.contributions().stream().filter(kind::isInstance).map(kind::cast);
    }
}
