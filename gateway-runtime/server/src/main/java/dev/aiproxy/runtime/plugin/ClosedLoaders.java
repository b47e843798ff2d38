package dev.aiproxy.runtime.plugin;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Watches whether the class loaders of plugins that were let go are really collected. Thread-safe. */
final class ClosedLoaders {
    private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
    private final Set<Closed> pending = ConcurrentHashMap.newKeySet();

    private static final class Closed extends PhantomReference<ClassLoader> {
        final String plugin;

        Closed(String plugin, ClassLoader loader, ReferenceQueue<ClassLoader> queue) {
            super(loader, queue);
            this.plugin = plugin;
        }
    }

    void add(String plugin, ClassLoader loader) {
        pending.add(new Closed(plugin, loader, collected));
    }

    /** Plugins whose loader is closed and not collected yet; after a full collection these are leaks. */
    List<String> uncollected() {
        for (Object gone = collected.poll(); gone != null; gone = collected.poll()) {
            pending.remove(gone);
        }
        return pending.stream().map(closed -> closed.plugin).sorted().toList();
    }
}
