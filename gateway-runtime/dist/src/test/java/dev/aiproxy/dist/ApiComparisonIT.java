package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build fails when the API breaks what a release, here a changed copy of the API, had promised. */
final class ApiComparisonIT {
    private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path SDK = GatewayProcess.HOME.resolve("sdk/dev/aiproxy/gateway-api");
    private static final String VERSION = System.getProperty("aiproxy.version");
    private static final String TYPE = "dev/aiproxy/api/provider/ProviderFactory";

    @Test
    void buildFailsWhereAMethodOfTheReleaseIsGone(@TempDir Path folder) throws Exception {
        release(folder, "0.0.1", "default String promised() { return \"\"; } ");

        OfflineMaven.Outcome outcome = compare(folder, "0.0.1");

        assertThat(outcome.exitCode()).as(outcome.log()).isNotZero();
        assertThat(outcome.log()).contains("METHOD_REMOVED", "promised");
    }

    @Test
    void buildPassesWhereNothingIsGone(@TempDir Path folder) throws Exception {
        release(folder, "0.0.2", "");

        OfflineMaven.Outcome outcome = compare(folder, "0.0.2");

        assertThat(outcome.exitCode()).as(outcome.log()).isZero();
    }

    private static OfflineMaven.Outcome compare(Path folder, String release) throws Exception {
        return OfflineMaven.in(folder)
                .attempt(
                        PROJECT,
                        "-pl",
                        ":gateway-api",
                        "japicmp:cmp@compare-the-api",
                        "-Dapi.baseline=" + release,
                        "-Dapi.baseline.repository="
                                + folder.resolve("released").toUri());
    }

    /** Releases the API as it is, with a further member in one interface, into a repository of its own. */
    private static void release(Path folder, String version, String member) throws IOException {
        Path place = Files.createDirectories(folder.resolve("released/dev/aiproxy/gateway-api/" + version));
        Path jar = place.resolve("gateway-api-" + version + ".jar");
        Files.copy(SDK.resolve(VERSION + "/gateway-api-" + VERSION + ".jar"), jar);
        Files.writeString(place.resolve("gateway-api-" + version + ".pom"), """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>dev.aiproxy</groupId><artifactId>gateway-api</artifactId><version>%s</version>
                </project>
                """.formatted(version));
        Path sources = SDK.resolve(VERSION + "/gateway-api-" + VERSION + "-sources.jar");
        try (FileSystem in = FileSystems.newFileSystem(sources);
                FileSystem out = FileSystems.newFileSystem(jar)) {
            String source = Files.readString(in.getPath(TYPE + ".java"));
            int end = source.lastIndexOf('}');
            Path changed = folder.resolve("changed/" + TYPE + ".java");
            Files.createDirectories(changed.getParent());
            Files.writeString(changed, source.substring(0, end) + member + "}", StandardCharsets.UTF_8);
            Path classes = Files.createDirectories(folder.resolve("changed-classes"));
            compile(changed, classes, jar);
            Files.write(out.getPath(TYPE + ".class"), Files.readAllBytes(classes.resolve(TYPE + ".class")));
        }
    }

    private static void compile(Path source, Path classes, Path api) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, List.of(api));
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            boolean compiled = compiler.getTask(
                            null,
                            files,
                            null,
                            List.of("--release", "17", "-proc:none"),
                            null,
                            files.getJavaFileObjects(source))
                    .call();
            assertThat(compiled).isTrue();
        }
    }
}
