package dev.aiproxy.dist;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class DistributionIT {
    private static final Path HOME = Path.of(System.getProperty("aiproxy.home"));
    private static final String VERSION = System.getProperty("aiproxy.version");
    private static final Set<String> PARTS = Set.of(
            "bin",
            "lib",
            "plugins",
            "sdk",
            "docs",
            "README.md",
            "CHANGELOG.md",
            "CONTRIBUTING.md",
            "LICENSE",
            "config.example.yaml");

    /** To a file beside or below, without the heading in it; links to the web and within a page are left out. */
    private static final Pattern LINK = Pattern.compile("\\]\\((?![a-z]+:|#)([^)#\\s]+)[^)]*\\)");

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

    @Test
    void linksOfTheGuidesLeadSomewhere() throws IOException {
        Map<String, Path> links = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(HOME)) {
            for (Path guide :
                    walk.filter(file -> file.toString().endsWith(".md")).toList()) {
                LINK.matcher(Files.readString(guide))
                        .results()
                        .map(link -> link.group(1))
                        .forEach(link -> links.put(HOME.relativize(guide) + ": " + link, guide.resolveSibling(link)));
            }
        }

        assertThat(links).containsKeys("README.md: docs/performance.md", "docs/operations.md: deploy");
        assertThat(links).allSatisfy((link, target) -> assertThat(target).exists());
    }

    @Test
    void filesForDeploymentAreShippedWithoutKeys() throws IOException {
        assertThat(names("docs/deploy"))
                .contains("Dockerfile", "ai-proxy.service", "compose.yaml", "kubernetes.yaml", "config")
                .doesNotContain(".env");
        assertThat(HOME.resolve("docs/deploy/config/config.yaml")).isRegularFile();
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
