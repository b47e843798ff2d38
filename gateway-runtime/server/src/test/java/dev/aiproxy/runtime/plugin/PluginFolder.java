package dev.aiproxy.runtime.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** A plugins folder in a temporary place, and a loader for it. */
final class PluginFolder {
    private final Path in;
    private final PluginLoader loader;

    private PluginFolder(Path in, PluginLoader loader) {
        this.in = in;
        this.loader = loader;
    }

    static PluginFolder in(Path temp) throws IOException {
        return new PluginFolder(
                Files.createDirectories(temp.resolve("plugins-folder")),
                new PluginLoader(temp.resolve("work"), "0.1.0"));
    }

    Path file(String name) {
        return in.resolve(name);
    }

    PluginFolder add(String name, PluginJar jar) throws IOException {
        jar.writeTo(file(name));
        return this;
    }

    PluginFolder add(String name, byte[] content) throws IOException {
        Files.write(file(name), content);
        return this;
    }

    PluginLoader loader() {
        return loader;
    }

    PluginSet load() {
        return loader.load(in, PluginFilter.ALL);
    }

    PluginSet load(PluginFilter filter) {
        return loader.load(in, filter);
    }

    PluginSet reload(PluginSet previous) {
        return loader.load(in, PluginFilter.ALL, previous, Set.of());
    }

    static PluginInfo info(PluginSet set, String jar) {
        return set.plugins().stream()
                .filter(plugin -> plugin.jar().equals(jar))
                .findFirst()
                .orElseThrow();
    }
}
