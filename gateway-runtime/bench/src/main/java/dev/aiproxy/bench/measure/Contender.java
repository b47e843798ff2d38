package dev.aiproxy.bench.measure;

import dev.aiproxy.bench.load.LoadSpec;
import dev.aiproxy.bench.process.ServerProcess;
import org.jspecify.annotations.Nullable;

/**
 * One of those that a case is put to.
 *
 * @param expected what the answer to {@code load} has in it
 * @param weight as how many small requests one of {@code load} counts, for the length of a warm-up; 0 if
 *     it needs none
 * @param server whose time is counted; null if that is not known
 */
record Contender(
        String name,
        LoadSpec load,
        String expected,
        int weight,
        @Nullable ServerProcess server) {
    boolean isTimed() {
        return server != null;
    }

    long cpuMicros() {
        return server == null ? 0 : server.cpuMicros();
    }
}
