package dev.aiproxy.runtime.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What lies in a plugins folder. */
public final class PluginDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(PluginDirectory.class);

    private PluginDirectory() {}

    /** A file as it lies there; equal to another look at it as long as nobody touches it. */
    private record Seen(String name, @Nullable Object key, long size, long modified) {}

    /** What the folder holds at the moment; two looks are equal as long as nobody touches it. */
    public static Object look(Path folder, boolean development) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isPlugin(file, development))
                    .flatMap(PluginDirectory::contents)
                    .map(PluginDirectory::seen)
                    .sorted(Comparator.comparing(Seen::name))
                    .toList();
        } catch (IOException | java.io.UncheckedIOException changing) {
            return new Object();
        }
    }

    /** The plugins, by name; an absent folder has none. */
    static List<Path> plugins(Path folder, boolean development) {
        if (!Files.isDirectory(folder)) {
            LOG.warn("there is no plugins folder {}: no provider will be available", folder.toAbsolutePath());
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isPlugin(file, development))
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .toList();
        } catch (IOException failure) {
            LOG.warn("the plugins folder {} cannot be read: {}", folder.toAbsolutePath(), failure.toString());
            return List.of();
        }
    }

    private static boolean isPlugin(Path file, boolean development) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.startsWith(".")) {
            return false;
        }
        boolean archive = name.endsWith(".jar") || name.endsWith(".zip");
        return Files.isDirectory(file) ? development && Files.isDirectory(DevelopmentFolder.classes(file)) : archive;
    }

    private static Stream<Path> contents(Path file) {
        if (!Files.isDirectory(file)) {
            return Stream.of(file);
        }
        try (Stream<Path> classes = Files.walk(DevelopmentFolder.classes(file))) {
            return classes.filter(Files::isRegularFile).toList().stream();
        } catch (IOException changing) {
            throw new java.io.UncheckedIOException(changing);
        }
    }

    private static Seen seen(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Seen(
                    file.toString(),
                    attributes.fileKey(),
                    attributes.size(),
                    attributes.lastModifiedTime().toMillis());
        } catch (IOException changing) {
            throw new java.io.UncheckedIOException(changing);
        }
    }
}
