package dev.aiproxy.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.TimeBasedRollingPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code logging-to-file}: when a file is full or its day is over, and what becomes of it. */
final class LogRotationTest {
    private static final LocalDate TODAY = LocalDate.now(ZoneId.systemDefault());
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    private Path folder = Path.of("");

    private final LoggerContext context = new LoggerContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void eachDayHasAFileAndOldOnesAreCompressed() throws IOException {
        RollingFileAppender<ILoggingEvent> appender = appender();
        log(appender, "of today");
        dayOf(appender, TODAY.plusDays(1));

        log(appender, "of tomorrow");

        assertThat(Files.readString(current())).contains("of tomorrow").doesNotContain("of today");
        await().until(() -> archives().equals(List.of(archive(TODAY, 0))));
        await().untilAsserted(() ->
                assertThat(unpacked(archive(TODAY, 0))).contains("of today").doesNotContain("of tomorrow"));
    }

    @Test
    void fileThatIsFullIsFollowedByAnother() throws IOException {
        RollingFileAppender<ILoggingEvent> appender = appender();
        String large = "x".repeat(MEGABYTE);
        for (int i = 0; i < 100; i++) {
            log(appender, large);
        }

        await().until(() -> {
            log(appender, "behind the full one");
            return !archives().isEmpty();
        });

        assertThat(archives()).containsExactly(archive(TODAY, 0));
        await().untilAsserted(() -> assertThat(Files.size(current())).isLessThan(MEGABYTE));
    }

    @Test
    void filesAreKeptForTwoWeeks() throws IOException {
        for (int days : new int[] {1, 13, 14, 20, 40}) {
            Files.writeString(folder.resolve(archive(TODAY.minusDays(days), 0)), "old");
        }
        RollingFileAppender<ILoggingEvent> appender = appender();
        log(appender, "of today");
        dayOf(appender, TODAY.plusDays(1));
        log(appender, "of tomorrow");

        await().until(() -> archives()
                .equals(List.of(archive(TODAY.minusDays(13), 0), archive(TODAY.minusDays(1), 0), archive(TODAY, 0))));
    }

    private RollingFileAppender<ILoggingEvent> appender() {
        context.setMDCAdapter(new LogbackMDCAdapter());
        return (RollingFileAppender<ILoggingEvent>) LogSetup.files(context, false, folder);
    }

    private static void dayOf(RollingFileAppender<ILoggingEvent> appender, LocalDate day) {
        Instant noon = day.atTime(12, 0).atZone(ZoneId.systemDefault()).toInstant();
        ((TimeBasedRollingPolicy<?>) appender.getRollingPolicy())
                .getTimeBasedFileNamingAndTriggeringPolicy()
                .setCurrentTime(noon.toEpochMilli());
    }

    private void log(RollingFileAppender<ILoggingEvent> appender, String message) throws IOException {
        Logger logger = context.getLogger("test");
        appender.doAppend(new LoggingEvent(Logger.class.getName(), logger, Level.INFO, message, null, null));
        appender.getOutputStream().flush();
    }

    private Path current() {
        return folder.resolve("ai-proxy.log");
    }

    private static String archive(LocalDate day, int number) {
        return "ai-proxy." + day + "." + number + ".log.gz";
    }

    private List<String> archives() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".gz"))
                    .sorted()
                    .toList();
        }
    }

    private String unpacked(String archive) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve(archive)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
