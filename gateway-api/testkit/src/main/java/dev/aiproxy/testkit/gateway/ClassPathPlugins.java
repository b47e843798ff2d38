package dev.aiproxy.testkit.gateway;

import java.io.IOException;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The plugins on a test's class path: folders of classes that declare services of the API, and jars that are plugins. */
final class ClassPathPlugins {
    private static final String ID = "Plugin-Id";

    private ClassPathPlugins() {}

    /**
     * Every plugin there is, as jars.
     *
     * @param folder takes the jars that folders of classes are packed into
     */
    static List<Path> collect(Path folder) throws IOException {
        List<Path> jars = new ArrayList<>();
        for (Path place : places()) {
            if (Files.isDirectory(place)) {
                jars.add(pack(place, folder));
            } else if (isPlugin(place)) {
                jars.add(place);
            }
        }
        return jars;
    }

    private static Set<Path> places() throws IOException {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Set<Path> places = new LinkedHashSet<>();
        for (Class<?> service : PluginJar.SERVICES) {
            String file = "META-INF/services/" + service.getName();
            for (URL url : Collections.list(loader.getResources(file))) {
                places.add(place(url, file));
            }
        }
        return places;
    }

    private static Path place(URL url, String file) throws IOException {
        try {
            URLConnection connection = url.openConnection();
            if (connection instanceof JarURLConnection jar) {
                return Path.of(jar.getJarFileURL().toURI());
            }
            String root = url.toURI().toString();
            return Path.of(URI.create(root.substring(0, root.length() - file.length())));
        } catch (URISyntaxException odd) {
            throw new IOException("no file: " + url, odd);
        }
    }

    private static boolean isPlugin(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            return manifest != null && manifest.getMainAttributes().getValue(ID) != null;
        }
    }

    private static Path pack(Path classes, Path folder) throws IOException {
        String id = "classes-of-" + name(classes);
        Path jar = folder.resolve(id + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, PluginJar.manifest(id));
                Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                String entry = classes.relativize(each).toString().replace('\\', '/');
                if (!entry.equals(JarFile.MANIFEST_NAME)) {
                    out.putNextEntry(new JarEntry(entry));
                    Files.copy(each, out);
                    out.closeEntry();
                }
            }
        }
        return jar;
    }

    /** The project of {@code acme/target/classes}, else the path's own end. */
    private static String name(Path classes) {
        Path whole = classes.toAbsolutePath().normalize();
        int count = whole.getNameCount();
        boolean usual = count > 2 && whole.endsWith(Path.of("target", "classes"));
        String name = count == 0
                ? "root"
                : whole.getName(usual ? count - 3 : count - 1).toString();
        return name.replaceAll("[^A-Za-z0-9._-]", "-");
    }
}
