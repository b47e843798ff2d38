package dev.aiproxy.bench.process;

import dev.aiproxy.bench.BenchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A packaged gateway.
 *
 * @param home its folder
 * @param options options for its virtual machine, beside those of its script
 */
public record Distribution(Path home, String options) {
    private static final String SCRIPT = "bin/ai-proxy";

    /** What a shell may have set for other programs, and would be measured with. */
    private static final List<String> JAVA_OPTIONS = List.of("JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

    /** The same in a folder of its own, where no archive of classes is yet. */
    public Distribution apart(Workspace workspace, String name) {
        try {
            Path apart = Files.createDirectory(workspace.folder().resolve(name));
            Files.createDirectory(apart.resolve("bin"));
            // A copy, because the script follows links to it, and looks for the rest where they end.
            Files.copy(home.resolve(SCRIPT), apart.resolve(SCRIPT));
            for (String part : List.of("lib", "plugins")) {
                Files.createSymbolicLink(apart.resolve(part), home.resolve(part).toAbsolutePath());
            }
            return new Distribution(apart, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has it write its archive of classes, which it uses from then on. */
    public void archive(Workspace workspace) {
        workspace.output(command("archive").directory(workspace.folder().toFile()));
        try (Stream<Path> kept = Files.list(home.resolve("work"))) {
            if (kept.noneMatch(file -> file.toString().endsWith(".jsa"))) {
                throw new BenchException("the gateway has archived no classes in " + home);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its script with these arguments, and nothing of the environment that would change what is measured. */
    ProcessBuilder command(String... arguments) {
        List<String> words = new ArrayList<>(List.of(home.resolve(SCRIPT).toString()));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(key -> key.startsWith("AI_PROXY_"));
        environment.keySet().removeAll(JAVA_OPTIONS);
        environment.put("AI_PROXY_OPTS", options);
        return builder;
    }
}
