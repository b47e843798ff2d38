package dev.aiproxy.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many files and sockets a process may have open. */
public final class Descriptors {
    private static final String NAME = "Max open files";

    private Descriptors() {}

    /** What this process may, and so what those that it starts may. */
    public static long limit() {
        try {
            return parseLimit(Files.readString(Path.of("/proc/self/limits")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long parseLimit(String limits) {
        return limits.lines()
                .filter(line -> line.startsWith(NAME))
                .map(line -> line.substring(NAME.length()).trim().split(" +", -1)[0])
                .map(soft -> soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft))
                .findFirst()
                .orElse(1_024L);
    }
}
