package dev.aiproxy.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code bin/ai-proxy} against a stand-in for Java that prints one argument per line. */
final class LauncherIT {
    private static final Path HOME = Path.of(System.getProperty("aiproxy.home"));
    private static final Path LAUNCHER = HOME.resolve("bin/ai-proxy");

    @TempDir
    private Path folder;

    @Test
    void argumentsReachMainAsTheyAre() throws Exception {
        Outcome outcome = run(LAUNCHER, java("17.0.1"), "serve", "--config", "a b*.yaml");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.lines())
                .endsWith("dev.aiproxy.runtime.cli.Main", "serve", "--config", "a b*.yaml")
                .contains("-Daiproxy.home=" + HOME.toRealPath(), HOME.toRealPath() + "/lib/*");
    }

    @Test
    void optionsForTheVirtualMachineAreSplit() throws Exception {
        Map<String, String> environment = Map.of(
                "JAVA_HOME", java("25").toString(),
                "JAVA_OPTS", "-Xmx64m -Da=b",
                "AI_PROXY_OPTS", "-Dlast=*");

        assertThat(run(LAUNCHER, environment).lines()).containsSubsequence("-Xmx64m", "-Da=b", "-Dlast=*", "-cp");
    }

    @Test
    void linkToTheLauncherFindsItsDistribution() throws Exception {
        Path installed =
                Files.createDirectories(folder.resolve("installed/bin")).resolve("ai-proxy");
        Files.copy(LAUNCHER, installed, StandardCopyOption.COPY_ATTRIBUTES);
        Path absolute = Files.createSymbolicLink(folder.resolve("absolute"), installed);
        Path relative = Files.createSymbolicLink(folder.resolve("relative"), absolute.getFileName());

        assertThat(run(relative, java("21")).lines())
                .contains("-Daiproxy.home=" + folder.toRealPath().resolve("installed"));
    }

    @Test
    void olderJavaIsRefusedByVersion() throws Exception {
        for (String version : List.of("1.8.0_292", "11.0.2", "16-ea")) {
            Outcome outcome = run(LAUNCHER, java(version));

            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.lines()).singleElement().asString().contains("Java " + version, "17 or newer");
        }
    }

    @Test
    void javaHomeWithoutJavaIsNamed() throws Exception {
        Outcome outcome = run(LAUNCHER, folder);

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.lines()).singleElement().asString().contains("JAVA_HOME is " + folder);
    }

    @Test
    void archiveIsWrittenAndUsedForTheJavaAtHand() throws Exception {
        Path home = Files.createDirectories(folder.resolve("with an archive"));
        Path launcher = Files.createDirectories(home.resolve("bin")).resolve("ai-proxy");
        Files.copy(LAUNCHER, launcher, StandardCopyOption.COPY_ATTRIBUTES);
        Path archive = home.toRealPath().resolve("work/classes-21.0.3.jsa");

        assertThat(run(launcher, java("21.0.3"), "archive").lines()).contains("-XX:ArchiveClassesAtExit=" + archive);
        assertThat(run(launcher, java("21.0.3"), "serve").lines()).noneMatch(line -> line.contains("Archive"));

        Files.writeString(archive, "classes");
        assertThat(run(launcher, java("21.0.3"), "serve").lines()).contains("-XX:SharedArchiveFile=" + archive);
        assertThat(run(launcher, java("25"), "serve").lines()).noneMatch(line -> line.contains("Archive"));
    }

    private Path java(String version) throws IOException {
        Path home = Files.createDirectories(folder.resolve("java-" + version));
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                if [ "$1" = -version ]; then
                  echo 'Picked up JAVA_TOOL_OPTIONS: -Dnoise' >&2
                  echo 'openjdk version "%s" 2025-01-01' >&2
                else
                  printf '%%s\\n' "$@"
                fi
                """.formatted(version));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return home;
    }

    private static Outcome run(Path launcher, Path javaHome, String... arguments) throws Exception {
        return run(launcher, Map.of("JAVA_HOME", javaHome.toString()), arguments);
    }

    private static Outcome run(Path launcher, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("JAVA_OPTS", "AI_PROXY_OPTS"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), output.lines().toList());
    }

    private record Outcome(int exitCode, List<String> lines) {}
}
