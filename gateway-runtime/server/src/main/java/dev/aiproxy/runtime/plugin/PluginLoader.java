package dev.aiproxy.runtime.plugin;

import java.io.IOException;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the plugins of a folder. A bad one is refused with a reason and hurts no other. Not thread-safe. */
public final class PluginLoader {
    private static final Logger LOG = LoggerFactory.getLogger(PluginLoader.class);

    private final Path workDir;
    private final String apiVersion;
    private final HostWindow window = new HostWindow(PluginLoader.class.getClassLoader());

    /**
     * A loader.
     *
     * @param workDir where private copies of the plugins are kept
     * @param apiVersion of {@code gateway-api}; plugins name the range they accept
     */
    public PluginLoader(Path workDir, String apiVersion) {
        this.workDir = workDir;
        this.apiVersion = release(apiVersion);
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
        Loading loading = new Loading(workDir, apiVersion, window, filter);
        files(pluginsDir).forEach(loading::add);
        PluginSet set = loading.finish();
        set.plugins().forEach(PluginLoader::log);
        return set;
    }

    private static List<Path> files(Path pluginsDir) {
        if (!Files.isDirectory(pluginsDir)) {
            LOG.warn("there is no plugins folder {}: no provider will be available", pluginsDir.toAbsolutePath());
            return List.of();
        }
        try (Stream<Path> files = Files.list(pluginsDir)) {
            return files.filter(PluginLoader::isPlugin)
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .toList();
        } catch (IOException failure) {
            LOG.warn("the plugins folder {} cannot be read: {}", pluginsDir.toAbsolutePath(), failure.toString());
            return List.of();
        }
    }

    private static boolean isPlugin(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".jar") && !name.startsWith(".") && !Files.isDirectory(file);
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
