package dev.aiproxy.runtime.plugin;

import dev.aiproxy.runtime.plugin.guard.PluginWatch;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the plugins of a folder. A bad one is refused with a reason and hurts no other. Not thread-safe. */
public final class PluginLoader {
    private static final Logger LOG = LoggerFactory.getLogger(PluginLoader.class);

    private final Host host;

    /**
     * A loader whose plugins nobody watches.
     *
     * @param workDir where private copies of the plugins are kept
     * @param apiVersion of {@code gateway-api}; plugins name the range they accept
     */
    public PluginLoader(Path workDir, String apiVersion) {
        this(workDir, apiVersion, new PluginWatch());
    }

    /**
     * A loader.
     *
     * @param workDir where private copies of the plugins are kept
     * @param apiVersion of {@code gateway-api}; plugins name the range they accept
     * @param watch over the calls into the plugins' code
     */
    public PluginLoader(Path workDir, String apiVersion, PluginWatch watch) {
        HostWindow window = new HostWindow(PluginLoader.class.getClassLoader());
        this.host = new Host(workDir, release(apiVersion), window, new ClosedLoaders(), watch);
        // A cached JarFile would outlive its class loader, keep the file open and serve stale content for the same
        // path.
        URLConnection.setDefaultUseCaches("jar", false);
    }

    /** A plugin made for 1.2.0 runs on its snapshots, which order before it. */
    private static String release(String version) {
        int suffix = version.indexOf('-');
        return suffix < 0 ? version : version.substring(0, suffix);
    }

    /** The set for a folder, everything loaded anew; an absent folder is an empty one. */
    public PluginSet load(Path pluginsDir, PluginFilter filter) {
        return load(pluginsDir, filter, null, Set.of());
    }

    /**
     * The set for a folder; a file that has not changed since {@code previous} was loaded keeps its loaded plugin, which both
     * sets then hold. So does a plugin whose new version is refused.
     *
     * @param previous an open set of this loader, null for none; it stays open during the call
     * @param afresh ids of plugins to load anew even if their file has not changed
     */
    public PluginSet load(Path pluginsDir, PluginFilter filter, @Nullable PluginSet previous, Set<String> afresh) {
        Loading loading = new Loading(host, filter, previous, afresh);
        PluginDirectory.plugins(pluginsDir, filter.development()).forEach(loading::add);
        PluginSet set = loading.finish();
        List<PluginInfo> known = previous == null ? List.of() : previous.plugins();
        set.plugins().stream().filter(plugin -> !known.contains(plugin)).forEach(PluginLoader::log);
        return set;
    }

    /** Looks into one file as if it were alone: what it needs of others is not asked for. */
    public Inspection inspect(Path file) {
        Loading loading = new Loading(host, PluginFilter.ALL, null, Set.of());
        loading.add(file);
        return loading.inspect();
    }

    /** Plugins ({@code id@version}) that were let go and whose classes the collector has not freed yet. */
    public List<String> uncollected() {
        return host.closed().uncollected();
    }

    private static void log(PluginInfo plugin) {
        switch (plugin.state()) {
            case STARTED ->
                LOG.info(
                        "plugin {} {}: providers {}, formats {}",
                        plugin.id(),
                        plugin.version(),
                        plugin.providers(),
                        plugin.formats());
            case DISABLED -> LOG.info("plugin {} is disabled: {}", plugin.id(), plugin.reason());
            case REFUSED -> LOG.warn("plugin {} ({}) is refused: {}", plugin.id(), plugin.jar(), plugin.reason());
        }
    }
}
