package dev.aiproxy.runtime.plugin.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LatencyHistogramTest {
    private final LatencyHistogram histogram = new LatencyHistogram();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 8, 9, 15, 16, 1000, 123_456_789, Long.MAX_VALUE / 2})
    void durationIsKeptWithinAnEighth(long nanos) {
        histogram.record(nanos);

        assertThat(histogram.percentile(0.5)).isCloseTo(nanos, Percentage.withPercentage(12.5));
    }

    @Test
    void percentilesAreOfAllThatWasRecorded() {
        for (int i = 1; i <= 1000; i++) {
            histogram.record(i * 1000L);
        }

        assertThat(histogram.percentile(0.50)).isCloseTo(500_000L, within(62_500L));
        assertThat(histogram.percentile(0.99)).isCloseTo(990_000L, within(124_000L));
    }

    @Test
    void nothingRecordedIsZero() {
        assertThat(histogram.percentile(0.99)).isZero();
    }
}
