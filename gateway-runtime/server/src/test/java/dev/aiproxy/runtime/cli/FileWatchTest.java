package dev.aiproxy.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.runtime.config.ConfigFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileWatchTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void changeIsNoticedOnceWhenItHasComeToRest() throws IOException {
        Path file = write("a.pem", "one");
        FileWatch watch = new FileWatch(read(file));
        assertThat(watch.changed()).isFalse();

        write("a.pem", "tw");
        assertThat(watch.changed()).isFalse();
        write("a.pem", "two");
        assertThat(watch.changed()).isFalse();
        assertThat(watch.changed()).isTrue();
        assertThat(watch.changed()).isFalse();
    }

    @Test
    void changeBetweenReadingAFileAndWatchingItIsNoticed() throws IOException {
        FileWatch watch = new FileWatch(Map.of());
        Path file = write("a.pem", "half");
        Map<Path, String> read = read(file);
        write("a.pem", "whole");

        watch.watch(Set.of(file), read);

        assertThat(watch.changed()).isFalse();
        assertThat(watch.changed()).isTrue();
    }

    @Test
    void fileThatIsWatchedAsItWasReadIsNoChange() throws IOException {
        Path known = write("a.pem", "one");
        FileWatch watch = new FileWatch(read(known));
        Path other = write("b.pem", "two");

        watch.watch(Set.of(known, other), read(other));

        assertThat(watch.changed()).isFalse();
        assertThat(watch.changed()).isFalse();
        write("a.pem", "three");
        assertThat(watch.changed()).isFalse();
        assertThat(watch.changed()).isTrue();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Map<Path, String> read(Path file) {
        return ConfigFiles.look(Set.of(file));
    }
}
