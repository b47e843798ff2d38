package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** A plugin made as its author would make it: source text compiled against the distribution's sdk, then packed. */
final class AuthoredPlugin {
    private static final Path HOME = GatewayProcess.HOME;
    private static final String VERSION = System.getProperty("aiproxy.version");

    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final Manifest manifest = new Manifest();

    AuthoredPlugin() {
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    }

    /** Adds a manifest entry. */
    AuthoredPlugin manifest(String name, String value) {
        manifest.getMainAttributes().putValue(name, value);
        return this;
    }

    /** Adds a file. */
    AuthoredPlugin entry(String name, String text) {
        return entry(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a file. */
    AuthoredPlugin entry(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    /** Adds what a source file compiles to; it may use these libraries besides the API. */
    AuthoredPlugin source(Path work, String className, String text, Path... libraries) throws IOException {
        Path source = work.resolve("src").resolve(className.replace('.', '/') + ".java");
        Path classes = Files.createDirectories(work.resolve("classes-" + className));
        Files.createDirectories(source.getParent());
        Files.writeString(source, text);
        compile(source, classes, List.of(libraries));
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entry(classes.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return this;
    }

    private static void compile(Path source, Path classes, List<Path> libraries) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<Path> classPath = new ArrayList<>(libraries);
            classPath.addAll(classPath());
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            boolean compiled = compiler.getTask(
                            problems,
                            files,
                            null,
                            List.of("--release", "17", "-proc:none"),
                            null,
                            files.getJavaFileObjects(source))
                    .call();
            assertThat(compiled).as(problems.toString()).isTrue();
        }
    }

    /** The API from the sdk, and the libraries that it brings. */
    private static List<Path> classPath() throws IOException {
        Path api = HOME.resolve("sdk/dev/aiproxy/gateway-api/%s/gateway-api-%s.jar".formatted(VERSION, VERSION));
        try (Stream<Path> libraries = Files.list(HOME.resolve("lib"))) {
            return Stream.concat(
                            Stream.of(api),
                            libraries.filter(
                                    jar -> jar.getFileName().toString().matches("(jackson|jspecify|slf4j-api).*")))
                    .toList();
        }
    }

    /** Adds every file of a jar but its manifest. */
    AuthoredPlugin bundling(Path jar) throws IOException {
        try (var archive = new java.util.jar.JarFile(jar.toFile())) {
            for (JarEntry file :
                    archive.stream().filter(file -> !file.isDirectory()).toList()) {
                try (InputStream in = archive.getInputStream(file)) {
                    entries.putIfAbsent(file.getName(), in.readAllBytes());
                }
            }
        }
        entries.remove("META-INF/MANIFEST.MF");
        return this;
    }

    /** Writes a zip in place of a jar: the plugin's own classes in {@code classes/}, its libraries in {@code lib/}. */
    Path zipTo(Path zip, Path... libraries) throws IOException {
        AuthoredPlugin packed = new AuthoredPlugin();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        manifest.write(text);
        packed.entry("classes/META-INF/MANIFEST.MF", text.toByteArray());
        entries.forEach((name, content) -> packed.entry("classes/" + name, content));
        for (Path library : libraries) {
            packed.entry("lib/" + library.getFileName(), Files.readAllBytes(library));
        }
        return packed.writeTo(zip);
    }

    Path writeTo(Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return jar;
    }
}
