package dev.aiproxy.runtime.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * An archive's content, looked over before any of its code is loaded.
 *
 * @param root what is loaded: the jar, or the folder a zip was unpacked to
 * @param classPath jars and folders of classes, in order
 */
record PluginPackage(Path root, List<Path> classPath, PluginManifest manifest) {
    private static final String SERVICES = "META-INF/services/";
    private static final String VERSIONS = "META-INF/versions/";
    private static final String API = "dev/aiproxy/api/";
    private static final String CLASS = ".class";

    static PluginPackage open(PluginFile file) throws IOException {
        if (Files.size(file.copy()) == 0) {
            throw new Refusal("the file is empty (0 bytes)");
        }
        try {
            return file.name().toLowerCase(Locale.ROOT).endsWith(".zip") ? openZip(file) : openJar(file.copy());
        } catch (ZipException broken) {
            throw new Refusal("it is no jar or zip: " + broken.getMessage(), broken);
        }
    }

    private static PluginPackage openJar(Path jar) throws IOException {
        try (JarFile open = new JarFile(jar.toFile(), false)) {
            return new PluginPackage(jar, List.of(jar), PluginManifest.read(open.getManifest()));
        }
    }

    private static PluginPackage openZip(PluginFile file) throws IOException {
        Path folder = ZipPlugin.unpack(file);
        @Nullable Manifest manifest = ZipPlugin.manifest(folder);
        return new PluginPackage(folder, ZipPlugin.classPath(folder), PluginManifest.read(manifest));
    }

    /** Refuses content that cannot work, before anything of it is loaded. */
    void check() throws IOException {
        Set<String> services = new TreeSet<>();
        for (Path part : classPath) {
            for (String entry : entries(part)) {
                refuseApi(entry);
                if (entry.startsWith(SERVICES) && entry.length() > SERVICES.length() && !entry.endsWith("/")) {
                    services.add(entry.substring(SERVICES.length()));
                }
            }
        }
        ServiceNames.check(services);
    }

    private static List<String> entries(Path part) throws IOException {
        if (!Files.isDirectory(part)) {
            return jarEntries(part);
        }
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(part)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> names.add(part.relativize(file).toString().replace('\\', '/')));
        }
        return names;
    }

    private static List<String> jarEntries(Path part) throws IOException {
        try (JarFile jar = new JarFile(part.toFile(), false)) {
            return jar.stream().map(JarEntry::getName).toList();
        } catch (ZipException broken) {
            throw new Refusal(part.getFileName() + " is no jar: " + broken.getMessage(), broken);
        }
    }

    private static void refuseApi(String entry) {
        String name = unversioned(entry);
        if (name.startsWith(API) && name.endsWith(CLASS)) {
            String copied = name.substring(0, name.length() - CLASS.length()).replace('/', '.');
            throw new Refusal("it bundles a copy of the gateway's API (" + copied
                    + "); depend on gateway-api with scope 'provided'");
        }
    }

    /** A multi-release jar has further classes below {@code META-INF/versions/<n>/}. */
    private static String unversioned(String entry) {
        if (!entry.startsWith(VERSIONS)) {
            return entry;
        }
        return entry.substring(entry.indexOf('/', VERSIONS.length()) + 1);
    }
}
