package dev.aiproxy.runtime.plugin;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
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
import java.util.zip.ZipFile;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Builds small plugin jars from source text, on the fly. */
public final class PluginJar {
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final Map<String, List<String>> services = new LinkedHashMap<>();
    private final List<String> omitted = new ArrayList<>();

    private PluginJar() {}

    public static PluginJar builder() {
        return new PluginJar();
    }

    /** A jar with id and version. */
    public static PluginJar plugin(String id) {
        return builder().manifest("Plugin-Id", id).manifest("Plugin-Version", "1.0.0");
    }

    public PluginJar manifest(String name, String value) {
        attributes.put(name, value);
        return this;
    }

    /** A class by its full name and the text of its file. */
    public PluginJar source(String className, String text) {
        sources.put(className, text);
        return this;
    }

    /** A compiled class that is left out of the jar. */
    public PluginJar omit(String className) {
        omitted.add(className.replace('.', '/') + ".class");
        return this;
    }

    public PluginJar service(String type, String className) {
        services.computeIfAbsent(type, none -> new ArrayList<>()).add(className);
        return this;
    }

    public PluginJar service(Class<?> type, String className) {
        return service(type.getName(), className);
    }

    public PluginJar entry(String name, String text) {
        return entry(name, text.getBytes(StandardCharsets.UTF_8));
    }

    public PluginJar entry(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    /** Every entry of another archive that this one does not have. */
    public PluginJar merge(Path archive) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (var entry : zip.stream().filter(file -> !file.isDirectory()).toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    entries.putIfAbsent(entry.getName(), in.readAllBytes());
                }
            }
        }
        entries.remove("META-INF/MANIFEST.MF");
        return this;
    }

    public Path writeTo(Path jar) throws IOException {
        return Files.write(jar, bytes());
    }

    public byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes, manifest())) {
            Map<String, byte[]> all = new LinkedHashMap<>(entries);
            all.putAll(compile());
            services.forEach((type, names) -> all.put(
                    "META-INF/services/" + type, String.join("\n", names).getBytes(StandardCharsets.UTF_8)));
            omitted.forEach(all::remove);
            for (var entry : all.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private Manifest manifest() throws IOException {
        Manifest manifest =
                new Manifest(new ByteArrayInputStream("Manifest-Version: 1.0\r\n".getBytes(StandardCharsets.UTF_8)));
        attributes.forEach((name, value) -> manifest.getMainAttributes().put(new Attributes.Name(name), value));
        return manifest;
    }

    private Map<String, byte[]> compile() throws IOException {
        Map<String, ByteArrayOutputStream> classes = new LinkedHashMap<>();
        if (sources.isEmpty()) {
            return Map.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringBuilder problems = new StringBuilder();
        try (StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                JavaFileManager files = new InMemory(standard, classes)) {
            List<String> options =
                    List.of("--release", "17", "-proc:none", "-cp", System.getProperty("java.class.path"));
            boolean compiled = compiler.getTask(
                            null, files, problem -> problems.append(problem).append('\n'), options, null, units())
                    .call();
            if (!compiled) {
                throw new IllegalArgumentException(problems.toString());
            }
        }
        Map<String, byte[]> content = new LinkedHashMap<>();
        classes.forEach((name, bytes) -> content.put(name.replace('.', '/') + ".class", bytes.toByteArray()));
        return content;
    }

    private List<JavaFileObject> units() {
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((name, text) -> units.add(new Source(name, text)));
        return units;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String className, String text) {
            super(URI.create("memory:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, ByteArrayOutputStream> classes;

        InMemory(StandardJavaFileManager standard, Map<String, ByteArrayOutputStream> classes) {
            super(standard);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return classes.computeIfAbsent(className, none -> new ByteArrayOutputStream());
                }
            };
        }
    }
}
