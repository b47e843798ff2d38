package dev.aiproxy.bench.process;

import dev.aiproxy.bench.BenchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A temporary folder and the processes that were started in it. All end with it, however this one ends. */
public final class Workspace implements AutoCloseable {
    private static final int TERM_SECONDS = 15;

    private final Path folder;
    private final Path pids;
    private final Deque<Process> processes = new ArrayDeque<>();
    private final Thread hook = new Thread(this::endAll, "end-processes");
    private boolean closed;

    /** {@code folder} must exist; whoever made it also deletes it, and ends what {@code pids} in it names if this process cannot. */
    public Workspace(Path folder) {
        this.folder = folder;
        this.pids = folder.resolve("pids");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    public Path folder() {
        return folder;
    }

    public Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port that nobody listens on right now. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a process whose standard error, at least, is added to {@code NAME.log}; not while all are being ended. */
    synchronized Process start(String name, ProcessBuilder builder) {
        if (closed) {
            throw new BenchException("the benchmark is ending");
        }
        try {
            Process process = builder.redirectError(
                            ProcessBuilder.Redirect.appendTo(log(name).toFile()))
                    .start();
            processes.push(process);
            notePids();
            return process;
        } catch (IOException e) {
            throw new BenchException(
                    "cannot start " + List.copyOf(builder.command()).get(0) + ": " + e.getMessage(), e);
        }
    }

    Path log(String name) {
        return folder.resolve(name + ".log");
    }

    /** Forgets what was logged so far. Whoever logs goes on at the beginning, because all add to the end of their file. */
    public void emptyLogs() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path log :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                Files.newOutputStream(log, StandardOpenOption.TRUNCATE_EXISTING).close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void end(Process process) {
        terminate(process);
        processes.remove(process);
        notePids();
    }

    /** What a command prints; it must succeed within half a minute. */
    String output(String... command) {
        return output(new ProcessBuilder(command));
    }

    String output(ProcessBuilder builder) {
        String command = String.join(" ", builder.command());
        try {
            Path log = Files.createTempFile(folder, "command", ".log");
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new BenchException(command + " failed: " + Files.readString(log));
            }
            return Files.readString(log);
        } catch (IOException e) {
            throw new BenchException("cannot run " + command + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static BenchException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new BenchException("interrupted", e);
    }

    @Override
    public void close() {
        endAll();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private synchronized void endAll() {
        closed = true;
        processes.forEach(Workspace::terminate);
        processes.clear();
        notePids();
    }

    private static void terminate(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        process.destroy();
        try {
            if (!process.waitFor(TERM_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private void notePids() {
        String text = processes.stream()
                .sorted(Comparator.comparingLong(Process::pid))
                .map(process -> process.pid() + "\n")
                .reduce("", String::concat);
        try {
            Files.writeString(pids, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
