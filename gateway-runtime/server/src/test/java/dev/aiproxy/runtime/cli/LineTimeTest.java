package dev.aiproxy.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LineTimeTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-28T14:31:18.000Z, UTC,              2026-11-28T14:31:18.000Z",
        "2026-11-28T14:31:18.007Z, UTC,              2026-11-28T14:31:18.007Z",
        "2026-11-28T23:59:59.999Z, Europe/Berlin,    2026-11-29T00:59:59.999+01:00",
        "2026-06-01T00:00:00.120Z, America/St_Johns, 2026-05-31T21:30:00.120-02:30",
        "1969-12-31T23:59:59.001Z, UTC,              1969-12-31T23:59:59.001Z",
    })
    void timeIsInTheZoneAndToTheMillisecond(String instant, String zone, String expected) {
        assertThat(new LineTime(ZoneId.of(zone)).text(Instant.parse(instant).toEpochMilli()))
                .isEqualTo(expected);
    }

    @Test
    void offsetChangesWithTheZonesClocks() {
        LineTime time = new LineTime(ZoneId.of("Europe/Berlin"));

        assertThat(time.text(Instant.parse("2026-10-25T00:59:59.999Z").toEpochMilli()))
                .isEqualTo("2026-10-25T02:59:59.999+02:00");
        assertThat(time.text(Instant.parse("2026-10-25T01:00:00.000Z").toEpochMilli()))
                .isEqualTo("2026-10-25T02:00:00.000+01:00");
    }
}
