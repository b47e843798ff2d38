package dev.aiproxy.dist;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class DistributionIT {
    private static final Path HOME = Path.of(System.getProperty("aiproxy.home"));
    private static final String VERSION = System.getProperty("aiproxy.version");
    private static final Set<String> PARTS =
            Set.of("bin", "lib", "plugins", "sdk", "README.md", "LICENSE", "config.example.yaml");

    @Test
    void pluginsStandInTheirOwnFolderOnly() throws IOException {
        assertThat(names("plugins")).allMatch(name -> name.matches("plugin-[a-z-]+-[0-9.]+\\.jar"));
        assertThat(names("plugins")).contains(jar("plugin-echo"), jar("plugin-openai"));
        assertThat(names("lib")).noneMatch(name -> name.startsWith("plugin-"));
    }

    @Test
    void noTestLibraryIsShipped() throws IOException {
        assertThat(names("lib"))
                .contains(jar("gateway-runtime"), jar("gateway-api"))
                .noneMatch(name -> name.matches("(gateway-testkit|junit|assertj|jqwik|awaitility|archunit).*"));
    }

    @Test
    void sdkIsRepositoryForAuthorsOfPlugins() {
        for (String artifact : Set.of("gateway-api", "gateway-testkit", "gateway-runtime")) {
            Path folder = HOME.resolve("sdk/dev/aiproxy").resolve(artifact).resolve(VERSION);
            for (String ending : Set.of(".jar", ".jar.sha1", ".pom", ".pom.sha1", "-sources.jar")) {
                assertThat(folder.resolve(artifact + "-" + VERSION + ending)).isRegularFile();
            }
        }
        assertThat(HOME.resolve(
                        "sdk/dev/aiproxy/ai-proxy-parent/%s/ai-proxy-parent-%s.pom".formatted(VERSION, VERSION)))
                .isRegularFile();
    }

    @Test
    void sdkHasTheArchetypeAndThePluginsThatBringFormatsToTests() {
        for (String artifact : Set.of("gateway-plugin-archetype", "plugin-openai", "plugin-claude", "plugin-gemini")) {
            Path folder = HOME.resolve("sdk/dev/aiproxy").resolve(artifact).resolve(VERSION);
            for (String ending : Set.of(".jar", ".jar.sha1", ".pom", ".pom.sha1")) {
                assertThat(folder.resolve(artifact + "-" + VERSION + ending)).isRegularFile();
            }
        }
        assertThat(HOME.resolve("sdk/settings.xml")).isRegularFile();
    }

    @Test
    void zipHoldsWhatTheFolderHolds() throws IOException {
        Path zip = HOME.resolveSibling("ai-proxy-" + VERSION + ".zip");

        try (var zipped = FileSystems.newFileSystem(zip)) {
            assertThat(files(zipped.getPath("ai-proxy-" + VERSION))).isEqualTo(files(HOME));
        }
    }

    private static String jar(String artifact) {
        return artifact + "-" + VERSION + ".jar";
    }

    /** The files below a folder, leaving out what a user of the exploded distribution may have put beside ours. */
    private static Set<String> files(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .filter(path -> PARTS.contains(path.getName(0).toString()))
                    .map(Path::toString)
                    .collect(toSet());
        }
    }

    private static Set<String> names(String folder) throws IOException {
        try (Stream<Path> list = Files.list(HOME.resolve(folder))) {
            return list.map(path -> path.getFileName().toString()).collect(toSet());
        }
    }
}
