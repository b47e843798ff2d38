package dev.aiproxy.runtime.plugin;

import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import org.pf4j.DefaultPluginDescriptor;
import org.pf4j.DefaultPluginManager;
import org.pf4j.Plugin;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginRepository;
import org.pf4j.PluginState;
import org.pf4j.PluginStatusProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PF4J manager for one version of one plugin, so that two versions can live side by side while the older one drains. */
final class SinglePluginManager extends DefaultPluginManager {
    private static final Logger LOG = LoggerFactory.getLogger(SinglePluginManager.class);

    private final PluginPackage source;
    private final HostWindow window;

    SinglePluginManager(PluginPackage source, Host host) {
        super(source.root().toAbsolutePath().getParent());
        this.source = source;
        this.window = host.window();
        setSystemVersion(host.apiVersion());
    }

    /** Loads and starts the plugin. */
    ClassLoader start() {
        try {
            String id = loadPlugin(source.root());
            PluginState state = startPlugin(id);
            if (!state.isStarted()) {
                throw new Refusal("it could not be started, it is " + state);
            }
            return getPluginClassLoader(id);
        } catch (Throwable failure) {
            shutDown(new ClosedLoaders());
            throw failure;
        }
    }

    /** Stops and unloads whatever is there; never throws. */
    void shutDown(ClosedLoaders closed) {
        for (String id : List.copyOf(getPluginClassLoaders().keySet())) {
            closed.add(id + "@" + source.manifest().version(), getPluginClassLoader(id));
            try {
                stopPlugin(id);
            } catch (Throwable failure) {
                LOG.warn("plugin '{}' could not be stopped cleanly", id, failure);
            }
            try {
                unloadPlugin(id);
            } catch (Throwable failure) {
                LOG.warn("plugin '{}' could not be unloaded cleanly", id, failure);
            }
        }
    }

    /** Refuses a plugin that says it cannot work here, before anything of it is loaded. */
    void check() {
        PluginManifest manifest = source.manifest();
        if (manifest.version().isEmpty()) {
            throw new Refusal("its manifest has no Plugin-Version");
        }
        if (manifest.dependencies() != null) {
            throw new Refusal("Plugin-Dependencies '" + manifest.dependencies()
                    + "': plugins do not see each other, they meet through wire formats (ProviderSpec.needs)");
        }
        try {
            getVersionManager().compareVersions(manifest.version(), manifest.version());
        } catch (RuntimeException invalid) {
            throw new Refusal(
                    "Plugin-Version '" + manifest.version() + "' is no semantic version such as 1.2.0", invalid);
        }
        if (!apiInRange(range(manifest))) {
            throw new Refusal(
                    "it requires gateway API " + manifest.requires() + ", this gateway has API " + getSystemVersion());
        }
    }

    private boolean apiInRange(String range) {
        try {
            return getVersionManager().checkVersionConstraint(getSystemVersion(), range);
        } catch (RuntimeException invalid) {
            throw new Refusal(
                    "Plugin-Requires '" + range + "' is no range of versions such as '>=0.1.0 & <1.0.0'", invalid);
        }
    }

    /** A bare version means "this or newer", as in PF4J. */
    private static String range(PluginManifest manifest) {
        String requires = manifest.requires();
        if (requires == null) {
            return "*";
        }
        return requires.matches("\\d+\\.\\d+\\.\\d+") ? ">=" + requires : requires;
    }

    @Override
    protected PluginDescriptorFinder createPluginDescriptorFinder() {
        return new PluginDescriptorFinder() {
            @Override
            public boolean isApplicable(Path path) {
                return true;
            }

            @Override
            public PluginDescriptor find(Path path) {
                PluginManifest manifest = source.manifest();
                return new DefaultPluginDescriptor(
                        manifest.id(),
                        "",
                        Plugin.class.getName(),
                        manifest.version(),
                        range(manifest),
                        manifest.vendor(),
                        "");
            }
        };
    }

    @Override
    protected PluginLoader createPluginLoader() {
        return new PluginLoader() {
            @Override
            public boolean isApplicable(Path path) {
                return true;
            }

            @Override
            public ClassLoader loadPlugin(Path path, PluginDescriptor descriptor) {
                String name = descriptor.getPluginId() + "@" + descriptor.getVersion();
                return new IsolatedClassLoader(name, urls(source.classPath()), window);
            }
        };
    }

    private static URL[] urls(List<Path> classPath) {
        URL[] urls = new URL[classPath.size()];
        for (int i = 0; i < urls.length; i++) {
            try {
                urls[i] = classPath.get(i).toUri().toURL();
            } catch (MalformedURLException impossible) {
                throw new IllegalStateException("a file has a URL", impossible);
            }
        }
        return urls;
    }

    /** Plugins contribute services only; PF4J's own kind of plugin class is never looked for. */
    @Override
    protected PluginFactory createPluginFactory() {
        return wrapper -> new Plugin() {};
    }

    /** Nothing is ever listed or deleted through PF4J. */
    @Override
    protected PluginRepository createPluginRepository() {
        return new PluginRepository() {
            @Override
            public List<Path> getPluginPaths() {
                return List.of();
            }

            @Override
            public boolean deletePluginPath(Path path) {
                return false;
            }
        };
    }

    /** Whether a plugin is wanted has been decided before it comes here. */
    @Override
    protected PluginStatusProvider createPluginStatusProvider() {
        return new PluginStatusProvider() {
            @Override
            public boolean isPluginDisabled(String pluginId) {
                return false;
            }

            @Override
            public void disablePlugin(String pluginId) {}

            @Override
            public void enablePlugin(String pluginId) {}
        };
    }
}
