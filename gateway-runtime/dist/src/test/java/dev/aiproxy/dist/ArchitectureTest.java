package dev.aiproxy.dist;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/** Holds the main code of all modules to the layout described in CONTRIBUTING.md. */
final class ArchitectureTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path SERVER = ROOT.resolve("gateway-runtime/server");
    private static final Path PLUGINS = ROOT.resolve("plugins");
    private static final Pattern VENDOR =
            Pattern.compile("openai|anthropic|claude|gemini|gpt-", Pattern.CASE_INSENSITIVE);

    private static final String[] SEEN_BY_PLUGINS = {
        "java..",
        "javax..",
        "dev.aiproxy.api..",
        "tools.jackson.core..",
        "tools.jackson.databind..",
        "org.slf4j..",
        "org.jspecify.."
    };

    private static final JavaClasses API = classesOf(ROOT.resolve("gateway-api/spi"));
    private static final JavaClasses RUNTIME = classesOf(SERVER);

    @Test
    void apiNeedsOnlyWhatPluginsSee() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(SEEN_BY_PLUGINS))
                .check(API);
    }

    @ParameterizedTest
    @MethodSource("plugins")
    void pluginNeedsOnlyTheApiAndItself(Path plugin) {
        JavaClasses own = classesOf(plugin);
        Set<String> packages = own.stream().map(JavaClass::getPackageName).collect(toSet());

        classes()
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(SEEN_BY_PLUGINS).or(resideInAnyPackage(packages.toArray(String[]::new))))
                .check(own);
    }

    @Test
    void runtimeImportsNoPlugin() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("dev.aiproxy..")
                        .and(resideOutsideOfPackages("dev.aiproxy.api..", "dev.aiproxy.runtime..")))
                .check(RUNTIME);
    }

    @Test
    void runtimeNamesNoVendor() throws IOException {
        try (Stream<Path> sources = Files.walk(SERVER.resolve("src/main"))) {
            List<Path> naming = sources.filter(Files::isRegularFile)
                    .filter(source -> VENDOR.matcher(read(source)).find())
                    .toList();

            assertThat(naming).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "org.yaml.snakeyaml, config",
        "org.pf4j, plugin",
        "dev.failsafe, dispatch",
        "com.codahale.metrics, metrics",
        "io.prometheus, metrics",
        "org.HdrHistogram, metrics",
        "picocli, cli",
        "ch.qos.logback, cli",
        "io.undertow.server, server",
        "io.undertow.client, upstream"
    })
    void libraryHasOneImporter(String library, String importer) {
        noClasses()
                .that(resideOutsideOfPackages("dev.aiproxy.runtime." + importer + ".."))
                .should()
                .dependOnClassesThat(resideInAPackage(library + ".."))
                .check(RUNTIME);
    }

    @Test
    void connectionsAreTouchedAtTheEdgesOnly() {
        noClasses()
                .that(resideOutsideOfPackages(
                        "dev.aiproxy.runtime.upstream..", "dev.aiproxy.runtime.server..", "dev.aiproxy.runtime.cli.."))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.undertow..", "org.xnio..").and(not(ioThread())))
                .check(RUNTIME);
    }

    /** An exchange stays on one IO thread, so dispatch knows it. */
    private static DescribedPredicate<JavaClass> ioThread() {
        return belongToAnyOf(XnioIoThread.class, XnioExecutor.class);
    }

    @Test
    void runtimePackagesFormNoCycle() {
        slices().matching("dev.aiproxy.runtime.(*)..").should().beFreeOfCycles().check(RUNTIME);
    }

    @Test
    void compositionRootIsUsedByNothing() {
        noClasses()
                .that(resideOutsideOfPackages("dev.aiproxy.runtime.cli.."))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.aiproxy.runtime.cli.."))
                .check(RUNTIME);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void everyPackageIsNullMarked(Path module) {
        JavaClasses own = classesOf(module);
        Stream<JavaPackage> packages = own.stream().map(JavaClass::getPackage).distinct();

        assertThat(packages).allMatch(each -> each.isAnnotatedWith(NullMarked.class));
    }

    static List<Path> modules() throws IOException {
        return Stream.concat(
                        Stream.of(ROOT.resolve("gateway-api/spi"), ROOT.resolve("gateway-api/testkit"), SERVER),
                        plugins().stream())
                .toList();
    }

    static List<Path> plugins() throws IOException {
        try (Stream<Path> folders = Files.list(PLUGINS)) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
                    .sorted()
                    .toList();
        }
    }

    private static JavaClasses classesOf(Path module) {
        return new ClassFileImporter().importPath(module.resolve("target/classes"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
