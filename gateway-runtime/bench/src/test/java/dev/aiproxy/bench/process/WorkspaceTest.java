package dev.aiproxy.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.bench.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkspaceTest {
    @TempDir
    private Path folder;

    @Test
    void processGoesOnLoggingInAnEmptiedLog() throws Exception {
        try (Workspace workspace = new Workspace(folder)) {
            Process process =
                    workspace.start("echo", new ProcessBuilder("sh", "-c", "echo first >&2; read x; echo second >&2"));
            while (Files.size(workspace.log("echo")) == 0) {
                Thread.onSpinWait();
            }
            workspace.emptyLogs();
            process.outputWriter().append('\n').close();
            process.waitFor();

            assertThat(workspace.log("echo")).hasContent("second");
        }
    }

    @Test
    void nothingIsStartedAnyMoreWhenAllHasEnded() throws IOException {
        Workspace workspace = new Workspace(folder);
        workspace.close();

        assertThatThrownBy(() -> workspace.start("late", new ProcessBuilder("true")))
                .isInstanceOf(BenchException.class);
        assertThat(workspace.log("late")).doesNotExist();
    }
}
