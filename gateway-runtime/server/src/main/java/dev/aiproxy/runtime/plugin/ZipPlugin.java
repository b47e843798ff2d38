package dev.aiproxy.runtime.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A plugin with libraries: a zip with {@code classes/} and {@code lib/*.jar}. What it is stands in the manifest at the top or
 * in {@code classes/}, or in a {@code plugin.properties} at the top.
 */
final class ZipPlugin {
    private ZipPlugin() {}

    /** Unpacks the archive beside its copy, unless it has been already. */
    static Path unpack(PluginFile file) throws IOException {
        Path folder = file.copy().resolveSibling(PluginFile.baseName(file.name()) + "-unpacked");
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Path incoming = Files.createTempDirectory(file.copy().toAbsolutePath().getParent(), "incoming-");
        try {
            try (ZipFile zip = new ZipFile(file.copy().toFile())) {
                for (ZipEntry entry : zip.stream().toList()) {
                    unpack(zip, entry, incoming);
                }
            }
            Files.move(incoming, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(incoming);
        }
        return folder;
    }

    private static void unpack(ZipFile zip, ZipEntry entry, Path folder) throws IOException {
        String name = entry.getName();
        if (name.startsWith("/") || Arrays.asList(name.split("[/\\\\]")).contains("..")) {
            throw new Refusal("its entry '" + name + "' leads out of the archive (zip slip)");
        }
        Path target = folder.resolve(name);
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, target);
        } catch (FileAlreadyExistsException twice) {
            throw new Refusal("it has two entries '" + name + "'", twice);
        }
    }

    /** The class path of an unpacked plugin: its classes, then its libraries by name. */
    static List<Path> classPath(Path folder) throws IOException {
        Path classes = folder.resolve("classes");
        List<Path> classPath = new ArrayList<>(List.of(Files.isDirectory(classes) ? classes : folder));
        Path lib = folder.resolve("lib");
        if (Files.isDirectory(lib)) {
            try (Stream<Path> files = Files.list(lib)) {
                files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(classPath::add);
            }
        }
        return classPath;
    }

    static @Nullable Manifest manifest(Path folder) throws IOException {
        Path properties = folder.resolve("plugin.properties");
        if (Files.isRegularFile(properties)) {
            return ofProperties(properties);
        }
        Manifest top = read(folder.resolve("META-INF/MANIFEST.MF"));
        Manifest inner = read(folder.resolve("classes/META-INF/MANIFEST.MF"));
        return inner != null && (top == null || !PluginManifest.names(top)) ? inner : top;
    }

    private static @Nullable Manifest read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new Manifest(in);
        }
    }

    private static Manifest ofProperties(Path file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        Manifest manifest = new Manifest();
        for (String name : List.of("Id", "Version", "Requires", "Provider", "Dependencies")) {
            String value = properties.getProperty("plugin." + name.toLowerCase(Locale.ROOT));
            if (value != null) {
                manifest.getMainAttributes().put(new Attributes.Name("Plugin-" + name), value);
            }
        }
        return manifest;
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
