package dev.aiproxy.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.bench.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DistributionTest {
    @TempDir
    private Path folder;

    private Path home = Path.of("");

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
        for (String part : List.of("bin", "lib", "plugins", "work")) {
            Files.createDirectory(home.resolve(part));
        }
        Files.writeString(home.resolve("lib/gateway.jar"), "classes");
        Files.writeString(home.resolve("work/classes.jsa"), "an archive");
    }

    @Test
    void apartItHasTheSameLibrariesAndNoArchive() throws IOException {
        try (Workspace workspace = workspace("exit 0")) {
            Distribution apart = new Distribution(home, "").apart(workspace, "apart");

            assertThat(apart.home().resolve("bin/ai-proxy")).isExecutable();
            assertThat(apart.home().resolve("lib/gateway.jar")).hasContent("classes");
            assertThat(apart.home().resolve("work")).doesNotExist();
        }
    }

    @Test
    void archiveIsWrittenThereAndNotWhereItWasMade() throws IOException {
        try (Workspace workspace = workspace("cd $(dirname $0)/.. && mkdir work && echo $1 > work/new.jsa")) {
            Distribution apart = new Distribution(home, "").apart(workspace, "apart");
            apart.archive(workspace);

            assertThat(apart.home().resolve("work/new.jsa")).hasContent("archive");
            assertThat(home.resolve("work/classes.jsa")).hasContent("an archive");
        }
    }

    @Test
    void archiveThatWasNotWrittenIsAFailure() throws IOException {
        try (Workspace workspace = workspace("mkdir $(dirname $0)/../work")) {
            Distribution apart = new Distribution(home, "").apart(workspace, "apart");

            assertThatThrownBy(() -> apart.archive(workspace)).isInstanceOf(BenchException.class);
        }
    }

    @Test
    void optionsAreThoseOfTheBenchmarkOnly() {
        assertThat(new Distribution(home, "-Xmx1g").command("serve").environment())
                .containsEntry("AI_PROXY_OPTS", "-Xmx1g")
                .doesNotContainKeys("JAVA_OPTS", "JAVA_TOOL_OPTIONS", "AI_PROXY_PORT");
    }

    private Workspace workspace(String script) throws IOException {
        Path file = Files.writeString(home.resolve("bin/ai-proxy"), "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return new Workspace(Files.createDirectory(folder.resolve("workspace")));
    }
}
