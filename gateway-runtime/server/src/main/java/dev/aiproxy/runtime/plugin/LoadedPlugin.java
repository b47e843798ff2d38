package dev.aiproxy.runtime.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One version of one plugin, loaded and started. Several sets may hold it; when the last one lets it go, its class loader is
 * closed.
 */
public final class LoadedPlugin {
    private final PluginManifest manifest;
    private final PluginFile file;
    private final PluginGuard guard;
    private final AtomicInteger holders = new AtomicInteger();
    private volatile @Nullable SinglePluginManager manager;
    private volatile List<Contribution> contributions = List.of();

    private LoadedPlugin(PluginManifest manifest, PluginFile file, SinglePluginManager manager, ClassLoader own) {
        this.manifest = manifest;
        this.file = file;
        this.manager = manager;
        this.guard = new PluginGuard(manifest.id(), own);
    }

    /** Loads the classes, starts the services and asks each what it is; whatever fails is undone. */
    static LoadedPlugin start(PluginPackage source, PluginFile file, String apiVersion, HostWindow window) {
        SinglePluginManager manager = new SinglePluginManager(source, apiVersion, window);
        manager.check();
        source.check();
        ClassLoader own = manager.start();
        LoadedPlugin plugin = new LoadedPlugin(source.manifest(), file, manager, own);
        try {
            plugin.loadServices(own);
            return plugin;
        } catch (Throwable failure) {
            plugin.close();
            throw failure;
        }
    }

    private void loadServices(ClassLoader own) {
        List<Contribution> found = new ArrayList<>();
        ClassLoader outside = guard.enter();
        try {
            for (ExtensionPoint<?> point : ExtensionPoint.ALL) {
                found.addAll(point.load(this, own));
            }
        } finally {
            PluginGuard.leave(outside);
        }
        if (found.isEmpty()) {
            throw new Refusal("its files in META-INF/services name no class of its own");
        }
        contributions = List.copyOf(found);
    }

    public String id() {
        return manifest.id();
    }

    public String version() {
        return manifest.version();
    }

    /** The way into its code. */
    public PluginGuard guard() {
        return guard;
    }

    PluginManifest manifest() {
        return manifest;
    }

    PluginFile file() {
        return file;
    }

    List<Contribution> contributions() {
        return contributions;
    }

    List<String> providerIds() {
        return PluginSet.only(ContributedProvider.class, this)
                .map(entry -> entry.spec().id())
                .toList();
    }

    List<String> formatIds() {
        return PluginSet.only(ContributedTranslator.class, this)
                .map(entry -> entry.format().id())
                .toList();
    }

    void hold() {
        holders.incrementAndGet();
    }

    void letGo() {
        if (holders.decrementAndGet() == 0) {
            close();
        }
    }

    void close() {
        SinglePluginManager open = manager;
        manager = null;
        if (open != null) {
            open.shutDown();
        }
    }
}
