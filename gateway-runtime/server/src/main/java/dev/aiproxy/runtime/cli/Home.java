package dev.aiproxy.runtime.cli;

import dev.aiproxy.runtime.config.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the distribution lies and where it may keep working files. */
final class Home {
    private Home() {}

    /** The environment, the working directory and the distribution's plugins. */
    static Surroundings surroundings() {
        return Surroundings.of(System.getenv(), Path.of("").toAbsolutePath(), plugins());
    }

    /** The distribution's plugins folder; {@code ./plugins} outside a distribution. */
    private static Path plugins() {
        Path home = directory();
        return home == null ? Path.of("plugins").toAbsolutePath() : home.resolve("plugins");
    }

    /** A folder for private copies of plugins: in the distribution if that can be written, else a fresh temporary one. */
    static Path work() throws IOException {
        Path home = directory();
        Path own = home == null ? null : home.resolve("work");
        return own != null && writable(own) ? own : Files.createTempDirectory("ai-proxy-work-");
    }

    /** Whether it is a folder that can be written to, which is made if it is not there. */
    private static boolean writable(Path folder) {
        try {
            return Files.isWritable(Files.createDirectories(folder));
        } catch (IOException refused) {
            return false;
        }
    }

    private static @Nullable Path directory() {
        String home = System.getProperty("aiproxy.home");
        return home == null ? null : Path.of(home).toAbsolutePath();
    }
}
