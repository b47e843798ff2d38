package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ai-proxy archive} in a distribution of its own. */
final class ArchiveIT {
    private static final Path HOME = Path.of(System.getProperty("aiproxy.home"));

    @TempDir
    private Path folder = Path.of("");

    @Test
    void archiveIsWrittenAndServesTheNextStart() throws Exception {
        for (String part : List.of("bin", "lib", "plugins")) {
            copy(HOME.resolve(part), folder.resolve(part));
        }

        assertThat(run("archive")).isEmpty();

        assertThat(Files.list(folder.resolve("work")))
                .anyMatch(file -> file.toString().endsWith(".jsa"));
        assertThat(run("plugins", "list")).contains("openai", "started").doesNotContain("refused", "warning");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** What a command prints, if it ends well. */
    private String run(String... arguments) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(folder.resolve("bin/ai-proxy").toString());
        builder.command().addAll(List.of(arguments));
        Path output = folder.resolve("output.txt");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        return Files.readString(output);
    }
}
