package dev.aiproxy.runtime.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * An archive's content, looked over before any of its code is loaded.
 *
 * @param root what is loaded: the jar
 * @param classPath jars and folders of classes, in order
 * @param services the names of the files in {@code META-INF/services}
 * @param bundledApi a class of the gateway's API that the archive has a copy of, null if it has none
 */
record PluginPackage(
        Path root,
        List<Path> classPath,
        PluginManifest manifest,
        Set<String> services,
        @Nullable String bundledApi) {
    private static final String SERVICES = "META-INF/services/";
    private static final String VERSIONS = "META-INF/versions/";
    private static final String API = "dev/aiproxy/api/";

    static PluginPackage open(PluginFile file) throws IOException {
        if (Files.size(file.copy()) == 0) {
            throw new Refusal("the file is empty (0 bytes)");
        }
        try (JarFile jar = new JarFile(file.copy().toFile(), false)) {
            PluginManifest manifest = PluginManifest.read(jar.getManifest());
            List<String> entries = jar.stream().map(JarEntry::getName).toList();
            return new PluginPackage(
                    file.copy(), List.of(file.copy()), manifest, services(entries), bundledApi(entries));
        } catch (ZipException broken) {
            throw new Refusal("it is not a jar: " + broken.getMessage(), broken);
        }
    }

    /** Refuses content that cannot work, before anything of it is loaded. */
    void check() {
        if (bundledApi != null) {
            throw new Refusal("it bundles a copy of the gateway's API (" + bundledApi
                    + "); depend on gateway-api with scope 'provided'");
        }
        ServiceNames.check(services);
    }

    private static Set<String> services(List<String> entries) {
        Set<String> names = new TreeSet<>();
        for (String entry : entries) {
            if (entry.startsWith(SERVICES) && entry.length() > SERVICES.length() && !entry.endsWith("/")) {
                names.add(entry.substring(SERVICES.length()));
            }
        }
        return names;
    }

    private static @Nullable String bundledApi(List<String> entries) {
        for (String entry : entries) {
            String name = unversioned(entry);
            if (name.startsWith(API) && name.endsWith(".class")) {
                return name.substring(0, name.length() - ".class".length()).replace('/', '.');
            }
        }
        return null;
    }

    /** A multi-release jar has further classes below {@code META-INF/versions/<n>/}. */
    private static String unversioned(String entry) {
        if (!entry.startsWith(VERSIONS)) {
            return entry;
        }
        return entry.substring(entry.indexOf('/', VERSIONS.length()) + 1);
    }
}
