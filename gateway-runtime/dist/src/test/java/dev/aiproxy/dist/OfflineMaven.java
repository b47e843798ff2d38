package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The {@code mvn} of the path, cut off from the network: what it needs comes from the sdk and from what this build has downloaded. Its
 * local repository is its own, so nothing of a test stays in the developer's.
 */
final class OfflineMaven {
    private static final long PATIENCE_MINUTES = 5;

    /** Kept between runs, but for what this build makes. */
    private static final Path REPOSITORY = Path.of("target/offline-maven").toAbsolutePath();

    private final Path settings;

    private OfflineMaven(Path settings) {
        this.settings = settings;
    }

    /** @param folder takes settings and logs */
    static OfflineMaven in(Path folder) throws IOException {
        deleteOwnArtifacts();
        Path settings = folder.resolve("settings.xml");
        Files.writeString(settings, """
                <settings>
                  <localRepository>%s</localRepository>
                  <mirrors>
                    <mirror><id>downloaded</id><mirrorOf>central</mirrorOf><url>%s</url></mirror>
                  </mirrors>
                  <profiles>
                    <profile>
                      <id>sdk</id>
                      <repositories><repository><id>ai-proxy-sdk</id><url>%s</url></repository></repositories>
                    </profile>
                  </profiles>
                  <activeProfiles><activeProfile>sdk</activeProfile></activeProfiles>
                </settings>
                """.formatted(
                        REPOSITORY,
                        Path.of(System.getProperty("aiproxy.maven.repository")).toUri(),
                        GatewayProcess.HOME.resolve("sdk").toUri()));
        return new OfflineMaven(settings);
    }

    private static void deleteOwnArtifacts() throws IOException {
        Path own = REPOSITORY.resolve("dev/aiproxy");
        if (Files.exists(own)) {
            try (Stream<Path> files = Files.walk(own)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** How a run ended, and what it said. */
    record Outcome(int exitCode, String log) {}

    /** Runs a goal or phase in a folder; it must succeed. */
    void run(Path folder, String... arguments) throws Exception {
        Outcome outcome = attempt(folder, arguments);
        assertThat(outcome.exitCode()).as(outcome.log()).isZero();
    }

    /** Runs a goal or phase in a folder. */
    Outcome attempt(Path folder, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "mvn",
                "-B",
                "-o",
                "-Daether.offline.protocols=file",
                "-Dstyle.color=never",
                "-s",
                settings.toString()));
        command.addAll(List.of(arguments));
        Path log = Files.createTempFile(settings.getParent(), "maven", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("MAVEN_OPTS", "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        Process maven = builder.start();
        try {
            assertThat(maven.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES))
                    .as("whether it ended; it said%n%s", Files.readString(log))
                    .isTrue();
            return new Outcome(maven.exitValue(), Files.readString(log));
        } finally {
            maven.destroyForcibly();
        }
    }
}
