package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code bin/ai-proxy} as a process, with a working directory and an environment of the test's own. */
final class GatewayProcess implements AutoCloseable {
    static final Path HOME =
            Path.of(System.getProperty("aiproxy.home")).toAbsolutePath().normalize();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern LISTENS = Pattern.compile("listens on https?://[^ ]*:(\\d+) ");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
    private static final Pattern OURS = Pattern.compile("AI_PROXY_.*|.*_API_KEY|JAVA_OPTS");

    private final Process process;
    private final Path out;
    private final Path err;

    private GatewayProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** How a process ended, and what it said. */
    record Outcome(int exitCode, String out, String err) {
        String both() {
            return out + err;
        }
    }

    /** Runs to the end. */
    static Outcome run(Path folder, Map<String, String> environment, String... arguments) throws Exception {
        try (GatewayProcess process = start(folder, environment, arguments)) {
            return process.awaitExit();
        }
    }

    /** Starts serving on a free loopback port. */
    static GatewayProcess serve(Path folder, Map<String, String> environment, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("serve", "--host", "127.0.0.1", "--port", "0"));
        all.addAll(List.of(arguments));
        GatewayProcess process = start(folder, environment, all.toArray(String[]::new));
        await().atMost(PATIENCE).until(() -> process.port().find() || !process.process.isAlive());
        assertThat(process.process.isAlive()).as(process.log()).isTrue();
        return process;
    }

    /** Starts without waiting for anything. */
    static GatewayProcess start(Path folder, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(interruptible());
        command.add(HOME.resolve("bin/ai-proxy").toString());
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> OURS.matcher(name).matches());
        builder.environment().put("JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        builder.environment().putAll(environment);
        return new GatewayProcess(builder.start(), out, err);
    }

    /** A build that runs in the background may ignore SIGINT and SIGHUP, and its children would inherit that. */
    private static List<String> interruptible() throws Exception {
        List<String> prefix = List.of("env", "--default-signal=INT,HUP");
        List<String> probe = new ArrayList<>(prefix);
        probe.add("true");
        return new ProcessBuilder(probe).start().waitFor() == 0 ? prefix : List.of();
    }

    /** Of plain HTTP; with TLS only the port is right. */
    URI url() {
        Matcher port = port();
        assertThat(port.find()).as(log()).isTrue();
        return URI.create("http://127.0.0.1:" + port.group(1));
    }

    private Matcher port() {
        return LISTENS.matcher(log());
    }

    /** What it has logged so far. */
    String log() {
        return read(err);
    }

    /** Sends a signal, such as {@code TERM}. */
    void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** Has the process free what it no longer needs. */
    void collectGarbage() throws Exception {
        command("GC.run");
    }

    /** Writes all that the process still refers to into a file that is not there yet. */
    void dumpHeap(Path file) throws Exception {
        command("GC.heap_dump", file.toAbsolutePath().toString());
    }

    /** How much of its heap the process still refers to. */
    long liveBytes() throws Exception {
        Matcher total = TOTAL.matcher(command("GC.class_histogram"));
        assertThat(total.find()).isTrue();
        return Long.parseLong(total.group(1));
    }

    private String command(String... words) throws Exception {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        List<String> line = new ArrayList<>(List.of(jcmd.toString(), Long.toString(process.pid())));
        line.addAll(List.of(words));
        Process running = new ProcessBuilder(line).start();
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor()).isZero();
        return said;
    }

    Outcome awaitExit() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .as(log())
                .isTrue();
        return new Outcome(process.exitValue(), read(out), read(err));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
