package dev.aiproxy.bench.process;

import dev.aiproxy.bench.BenchException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A server under test. */
public final class ServerProcess {
    private final ProcessHandle handle;

    public ServerProcess(ProcessHandle handle) {
        this.handle = handle;
    }

    public long pid() {
        return handle.pid();
    }

    /** User and system time so far, with that of its children. Fails if it has ended. */
    public long cpuMicros() {
        if (!handle.isAlive()) {
            throw new BenchException("process " + pid() + " has ended");
        }
        try {
            return ProcStat.cpuMicros(handle);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long rssKilobytes() {
        try {
            return ProcStat.rssKilobytes(handle.pid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
