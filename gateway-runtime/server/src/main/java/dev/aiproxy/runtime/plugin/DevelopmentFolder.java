package dev.aiproxy.runtime.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * A plugin under development: the folder of its Maven project (or a link to it), whose {@code target/classes} are packed as they
 * are. Without a manifest there, the plugin's id is the folder's name.
 */
final class DevelopmentFolder {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final FileTime ALWAYS_THE_SAME = FileTime.fromMillis(315_532_800_000L);

    private DevelopmentFolder() {}

    /** Where its classes are. */
    static Path classes(Path project) {
        return project.resolve("target").resolve("classes");
    }

    /** Packs the classes; the same classes give the same bytes. */
    static void pack(Path project, OutputStream to) throws IOException {
        Path classes = classes(project);
        try (JarOutputStream jar = new JarOutputStream(to)) {
            entry(jar, MANIFEST);
            manifest(project, classes).write(jar);
            for (Path file : files(classes)) {
                String name = classes.relativize(file).toString().replace('\\', '/');
                if (!name.equals(MANIFEST)) {
                    entry(jar, name);
                    Files.copy(file, jar);
                }
            }
        }
    }

    private static List<Path> files(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void entry(JarOutputStream jar, String name) throws IOException {
        JarEntry entry = new JarEntry(name);
        entry.setLastModifiedTime(ALWAYS_THE_SAME);
        jar.putNextEntry(entry);
    }

    private static Manifest manifest(Path project, Path classes) throws IOException {
        Path file = classes.resolve(MANIFEST);
        Manifest manifest = new Manifest();
        if (Files.isRegularFile(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                manifest.read(in);
            }
        }
        Attributes attributes = manifest.getMainAttributes();
        attributes.putIfAbsent(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putIfAbsent(
                new Attributes.Name("Plugin-Id"), project.getFileName().toString());
        attributes.putIfAbsent(new Attributes.Name("Plugin-Version"), "0.0.0-development");
        return manifest;
    }
}
