package dev.aiproxy.runtime.cli;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * When a line was logged, in the system's time zone, to the millisecond (ISO 8601). All lines of a second share what is rendered for
 * it. Thread-safe.
 */
final class LineTime extends ClassicConverter {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("XXX");

    private final ZoneId zone;
    private volatile Second last;

    /** What stands before and behind the milliseconds. */
    private record Second(long epochSecond, String before, String behind) {
        static Second of(long epochSecond, ZoneId zone) {
            ZonedDateTime time = Instant.ofEpochSecond(epochSecond).atZone(zone);
            return new Second(epochSecond, SECONDS.format(time), OFFSET.format(time));
        }
    }

    LineTime() {
        this(ZoneId.systemDefault());
    }

    LineTime(ZoneId zone) {
        this.zone = zone;
        this.last = Second.of(0, zone);
    }

    @Override
    public String convert(ILoggingEvent event) {
        return text(event.getTimeStamp());
    }

    String text(long epochMillis) {
        long epochSecond = Math.floorDiv(epochMillis, 1000);
        Second second = last;
        if (second.epochSecond() != epochSecond) {
            second = Second.of(epochSecond, zone);
            last = second;
        }
        int millis = Math.floorMod(epochMillis, 1000);
        return second.before()
                + (char) ('0' + millis / 100)
                + (char) ('0' + millis / 10 % 10)
                + (char) ('0' + millis % 10)
                + second.behind();
    }
}
