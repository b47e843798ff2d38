package dev.aiproxy.runtime.plugin;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What plugins see of the gateway: the JDK and the packages listed here, as classes and as resources. Nothing else of the
 * class path exists for them, in particular no {@code META-INF/services} of it.
 */
final class HostWindow extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    /** Types that plugins and gateway exchange, so both must mean the same class; a copy inside a plugin is not looked at. */
    private static final List<String> COMMON =
            List.of("dev.aiproxy.api.", "tools.jackson.core.", "tools.jackson.databind.", "org.slf4j.");

    /** Annotations on those types; a plugin that brings its own (with Jackson 2, say) gets its own. */
    private static final List<String> ON_OFFER = List.of("com.fasterxml.jackson.annotation.", "org.jspecify.");

    private final ClassLoader host;

    HostWindow(ClassLoader host) {
        super("plugin-api", ClassLoader.getPlatformClassLoader());
        this.host = host;
    }

    /** Whether the gateway's class wins over a plugin's own. */
    static boolean common(String className) {
        return className.startsWith("java.") || startsWithOneOf(COMMON, className);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (visible(name)) {
            return host.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        return visible(name.replace('/', '.')) ? host.getResource(name) : null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        return visible(name.replace('/', '.')) ? host.getResources(name) : Collections.emptyEnumeration();
    }

    private static boolean visible(String dotted) {
        return startsWithOneOf(COMMON, dotted) || startsWithOneOf(ON_OFFER, dotted);
    }

    private static boolean startsWithOneOf(List<String> prefixes, String name) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
