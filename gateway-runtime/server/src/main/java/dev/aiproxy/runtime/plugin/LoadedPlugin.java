package dev.aiproxy.runtime.plugin;

import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.runtime.plugin.guard.PluginGuard;
import java.io.IOException;
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
    private final Runnable unload;
    private final AtomicInteger holders = new AtomicInteger();
    private volatile List<Contribution> contributions = List.of();

    private LoadedPlugin(PluginManifest manifest, PluginFile file, PluginGuard guard, Runnable unload) {
        this.manifest = manifest;
        this.file = file;
        this.guard = guard;
        this.unload = unload;
    }

    /** Loads the classes, starts the services and asks each what it is; whatever fails is undone. */
    static LoadedPlugin start(PluginPackage source, PluginFile file, Host host) throws IOException {
        SinglePluginManager manager = new SinglePluginManager(source, host);
        manager.check();
        source.check();
        ClassLoader own = manager.start();
        PluginGuard guard = new PluginGuard(source.manifest().id(), own, host.watch());
        LoadedPlugin plugin = new LoadedPlugin(source.manifest(), file, guard, () -> manager.shutDown(host.closed()));
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
        @Nullable ClassLoader outside = guard.enter();
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

    /** SHA-256 of its file in lower-case hex. */
    public String sha256() {
        return file.sha256();
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

    /** Whether the wire format is one of its own. */
    public boolean brings(WireFormat format) {
        return formatIds().contains(format.id());
    }

    /** Whether the provider is one of its own. */
    public boolean provides(String providerId) {
        return providerIds().contains(providerId);
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

    /** Whether another set uses it, so that it must not be closed. */
    boolean held() {
        return holders.get() > 0;
    }

    void hold() {
        holders.incrementAndGet();
    }

    void letGo() {
        if (holders.decrementAndGet() == 0) {
            close();
        }
    }

    /** To be called once, when nobody holds it. */
    void close() {
        contributions = List.of();
        unload.run();
    }
}
