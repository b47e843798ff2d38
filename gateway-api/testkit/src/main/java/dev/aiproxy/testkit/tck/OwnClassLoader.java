package dev.aiproxy.testkit.tck;

import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;

/** Loads what stands beside a class (in the same folder or jar) once more, and everything else from the test's class path. */
final class OwnClassLoader extends URLClassLoader {
    private OwnClassLoader(URL source, ClassLoader parent) {
        super("under-test", new URL[] {source}, parent);
    }

    /** A loader for the classes beside this one. */
    static OwnClassLoader beside(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return new OwnClassLoader(source.getLocation(), type.getClassLoader());
    }

    /** A new instance of the class's other self. */
    <T> T newInstance(Class<T> as, Class<?> type) throws ReflectiveOperationException {
        var constructor = loadClass(type.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        return as.cast(constructor.newInstance());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : ownFirst(name, resolve);
        }
    }

    private Class<?> ownFirst(String name, boolean resolve) throws ClassNotFoundException {
        if (findResource(name.replace('.', '/') + ".class") == null) {
            return super.loadClass(name, resolve);
        }
        return findClass(name);
    }
}
