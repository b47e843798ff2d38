package dev.aiproxy.bench.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.aiproxy.bench.BenchException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** A Java program of this module in a process of its own, that answers a line of JSON with a line of JSON. */
public final class JavaChild {
    private static final JsonMapper JSON = new JsonMapper();

    private final String name;
    private final Workspace workspace;
    private final Writer input;
    private final BufferedReader output;

    private JavaChild(String name, Workspace workspace, Process process) {
        this.name = name;
        this.workspace = workspace;
        this.input = process.outputWriter(UTF_8);
        this.output = process.inputReader(UTF_8);
    }

    public static JavaChild start(String name, Class<?> main, Workspace workspace, String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> words = new ArrayList<>(List.of(
                java,
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:MaxDirectMemorySize=1g",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        words.addAll(List.of(arguments));
        return new JavaChild(name, workspace, workspace.start(name, new ProcessBuilder(words)));
    }

    /** Waits for the answer, however long it takes. */
    public <T> T ask(Object question, Class<T> answer) {
        try {
            input.write(JSON.writeValueAsString(question) + "\n");
            input.flush();
            String line = output.readLine();
            if (line == null) {
                throw new BenchException(name + " ended; see " + workspace.log(name));
            }
            return JSON.readValue(line, answer);
        } catch (IOException e) {
            throw new BenchException(name + " ended: " + e.getMessage() + "; see " + workspace.log(name), e);
        }
    }
}
