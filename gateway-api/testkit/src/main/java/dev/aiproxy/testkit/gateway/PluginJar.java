package dev.aiproxy.testkit.gateway;

import dev.aiproxy.api.exchange.ClientAuthenticator;
import dev.aiproxy.api.exchange.CredentialSelector;
import dev.aiproxy.api.exchange.ExchangeInterceptor;
import dev.aiproxy.api.exchange.UsageListener;
import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.translate.Translator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Packs classes of the test's own class path into a plugin jar, so that they are loaded in isolation like any plugin. */
public final class PluginJar {
    static final List<Class<?>> SERVICES = List.of(
            ProviderFactory.class,
            Translator.class,
            ExchangeInterceptor.class,
            ClientAuthenticator.class,
            UsageListener.class,
            CredentialSelector.class);

    private PluginJar() {}

    /**
     * Writes {@code <id>.jar}.
     *
     * @param services implementations of the API's services, public or not nested privately, with a
     *     public constructor without parameters; their nested classes are packed too
     * @param others further classes that they need
     * @return the jar
     */
    public static Path write(Path folder, String id, List<Class<?>> services, List<Class<?>> others)
            throws IOException {
        Path jar = folder.resolve(id + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest(id))) {
            Set<String> names = new LinkedHashSet<>();
            for (Class<?> type : services) {
                collect(type, names);
            }
            for (Class<?> type : others) {
                collect(type, names);
            }
            for (String name : names) {
                copy(name, out);
            }
            for (Class<?> service : SERVICES) {
                declare(service, services, out);
            }
        }
        return jar;
    }

    static Manifest manifest(String id) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Plugin-Id", id);
        manifest.getMainAttributes().putValue("Plugin-Version", "1.0.0");
        return manifest;
    }

    private static void declare(Class<?> service, List<Class<?>> types, JarOutputStream out) throws IOException {
        StringBuilder names = new StringBuilder();
        for (Class<?> type : types) {
            if (service.isAssignableFrom(type)) {
                names.append(type.getName()).append('\n');
            }
        }
        if (!names.isEmpty()) {
            out.putNextEntry(new JarEntry("META-INF/services/" + service.getName()));
            out.write(names.toString().getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
    }

    /** The class, its nested classes and its anonymous ones. */
    private static void collect(Class<?> type, Set<String> names) {
        names.add(type.getName());
        for (Class<?> nested : type.getDeclaredClasses()) {
            collect(nested, names);
        }
        for (int i = 1; resource(type.getName() + "$" + i) != null; i++) {
            names.add(type.getName() + "$" + i);
        }
    }

    private static void copy(String name, JarOutputStream out) throws IOException {
        java.net.URL source = resource(name);
        if (source == null) {
            throw new IOException("no class file of " + name);
        }
        out.putNextEntry(new JarEntry(path(name)));
        try (InputStream in = source.openStream()) {
            in.transferTo(out);
        }
        out.closeEntry();
    }

    private static java.net.@org.jspecify.annotations.Nullable URL resource(String name) {
        return Thread.currentThread().getContextClassLoader().getResource(path(name));
    }

    private static String path(String name) {
        return name.replace('.', '/') + ".class";
    }
}
