package dev.aiproxy.bench.process;

import dev.aiproxy.bench.BenchException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged gateway, started with its own script and its own flags. */
public final class Gateway implements AutoCloseable {
    /** ZGC and Serial say {@code used 12M}, Shenandoah {@code 12M used}. */
    private static final Pattern USED = Pattern.compile("used (\\d+)([KMG])|(\\d+)([KMG]) used");

    private static final String UNITS = " KMGT";
    private static final Pattern ALLOCATED = Pattern.compile(" allocated=(\\d+)([KMGT]?)");
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final Workspace workspace;
    private final Process process;
    private final ServerProcess server;
    private final int port;

    private Gateway(Workspace workspace, Process process, int port) {
        this.workspace = workspace;
        this.process = process;
        this.server = new ServerProcess(process.toHandle());
        this.port = port;
    }

    /** Spawns it and returns at once. */
    public static Gateway spawn(Workspace workspace, Distribution distribution, String name, String config) {
        int port = Workspace.freePort();
        Path file = workspace.write(name + ".yaml", config);
        ProcessBuilder builder =
                distribution.command("serve", "--config", file.toString(), "--port", Integer.toString(port));
        builder.directory(workspace.folder().toFile());
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(workspace.log(name + "-output").toFile()));
        return new Gateway(workspace, workspace.start(name, builder), port);
    }

    /** Waits until it says that it serves. */
    public Gateway awaitReady() {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(1))
                .build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                .timeout(Duration.ofSeconds(2))
                .build();
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            if (answers(client, request)) {
                return this;
            }
        }
        throw new BenchException("the gateway does not start; see the log in " + workspace.folder());
    }

    private static boolean answers(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            pause(50);
            return false;
        } catch (InterruptedException e) {
            throw Workspace.interrupted(e);
        }
    }

    /** For what cannot be waited for by a sign. */
    public static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw Workspace.interrupted(e);
        }
    }

    public int port() {
        return port;
    }

    public ServerProcess server() {
        return server;
    }

    /** What its threads that are alive have allocated so far; each thread's part is rounded to a hundredth of itself at worst. */
    public long allocatedBytes() {
        return allocated(jcmd("Thread.print", "-e"));
    }

    static long allocated(String threads) {
        Matcher matcher = ALLOCATED.matcher(threads);
        long sum = 0;
        while (matcher.find()) {
            sum += Long.parseLong(matcher.group(1)) << (10 * UNITS.indexOf(matcher.group(2)));
        }
        return sum;
    }

    /** Collects garbage, and says what is in use then. */
    public long liveHeapKilobytes() {
        jcmd("GC.run");
        return heapUsed(jcmd("GC.heap_info"));
    }

    /** The sum of the generations, or of the one heap, in kilobytes. */
    static long heapUsed(String heapInfo) {
        List<MatchResult> parts = USED.matcher(heapOnly(heapInfo)).results().toList();
        if (parts.isEmpty()) {
            throw new BenchException("what is in use is not said in: " + heapInfo);
        }
        return parts.stream().mapToLong(Gateway::kilobytes).sum();
    }

    private static long kilobytes(MatchResult used) {
        int number = used.group(1) == null ? 3 : 1;
        return Long.parseLong(used.group(number)) << (10 * (UNITS.indexOf(used.group(number + 1)) - 1));
    }

    private static String heapOnly(String heapInfo) {
        List<String> lines = heapInfo.lines()
                .filter(line -> line.contains("used"))
                .filter(line -> !line.contains("Metaspace") && !line.contains("class space"))
                .toList();
        return String.join("\n", lines);
    }

    /** Fails with what to install unless the Java that this runs on has jcmd, by which a gateway is asked for its memory. */
    public static Path findJcmd() {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(tool)) {
            throw new BenchException("there is no " + tool + ": a JDK is needed, not only a JRE");
        }
        return tool;
    }

    private String jcmd(String... command) {
        List<String> words = new ArrayList<>(List.of(findJcmd().toString(), Long.toString(server.pid())));
        words.addAll(List.of(command));
        return workspace.output(words.toArray(String[]::new));
    }

    @Override
    public void close() {
        workspace.end(process);
    }
}
