package dev.aiproxy.testkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.testkit.tck.TckRun;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java files in the documentation, which are the blocks that begin with a package, work as they stand there. */
final class DocsTest {
    private static final Path ROOT = Path.of("../..");

    static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        return documents;
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyJavaFileCompiles(Path document, @TempDir Path classes) throws IOException {
        List<JavaBlock> blocks = JavaBlock.in(document);

        assertThat(JavaBlock.compile(blocks, classes)).isEmpty();
    }

    @Test
    void theGuideShowsJavaFiles() throws IOException {
        assertThat(JavaBlock.in(ROOT.resolve("docs/plugins.md"))).hasSizeGreaterThan(8);
        assertThat(JavaBlock.in(ROOT.resolve("README.md"))).isNotEmpty();
    }

    @Test
    void theTestInTheGuidePasses(@TempDir Path classes, @TempDir Path folder) throws Exception {
        List<JavaBlock> blocks = JavaBlock.in(ROOT.resolve("docs/plugins.md"));
        assertThat(JavaBlock.compile(blocks, classes)).isEmpty();

        URL[] path = {classes.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(path, DocsTest.class.getClassLoader())) {
            List<Method> tests = tests(loader.loadClass("com.example.plain.PlainTest"));

            assertThat(tests).hasSize(2);
            for (Method test : tests) {
                run(test, Files.createDirectory(folder.resolve(test.getName())));
            }
        }
    }

    @Test
    void theFormatInTheGuideKeepsTheContract(@TempDir Path classes) throws Exception {
        List<JavaBlock> blocks = JavaBlock.in(ROOT.resolve("docs/plugins.md"));
        assertThat(JavaBlock.compile(blocks, classes)).isEmpty();
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve(Translator.class.getName()), "com.example.plain.PlainTranslator");

        URL[] path = {classes.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(path, DocsTest.class.getClassLoader())) {
            var constructor = loader.loadClass("com.example.plain.PlainTckTest").getDeclaredConstructor();
            constructor.setAccessible(true);

            assertThat(TckRun.failures(constructor.newInstance())).isEmpty();
        }
    }

    private static List<Method> tests(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .toList();
    }

    private static void run(Method test, Path folder) throws ReflectiveOperationException {
        var constructor = test.getDeclaringClass().getDeclaredConstructor();
        constructor.setAccessible(true);
        test.setAccessible(true);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(test.getDeclaringClass().getClassLoader());
        try {
            test.invoke(constructor.newInstance(), folder);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
