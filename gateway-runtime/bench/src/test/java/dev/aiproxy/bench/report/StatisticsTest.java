package dev.aiproxy.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class StatisticsTest {
    @Test
    void medianIsTheMiddleOne() {
        assertThat(Statistics.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2.0);
    }

    @Test
    void medianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
        assertThat(Statistics.median(List.of(4.0, 1.0, 2.0, 100.0))).isEqualTo(3.0);
    }

    @Test
    void nothingHasNoMedianAndNoPercentile() {
        assertThat(Statistics.median(List.of())).isNaN();
        assertThat(Statistics.percentile(List.of(), 99)).isNaN();
    }

    @Test
    void percentileIsOneOfTheValues() {
        List<Double> values =
                IntStream.rangeClosed(1, 200).mapToObj(i -> (double) i).toList();

        assertThat(Statistics.percentile(values, 50)).isEqualTo(100);
        assertThat(Statistics.percentile(values, 99)).isEqualTo(198);
        assertThat(Statistics.percentile(values, 100)).isEqualTo(200);
        assertThat(Statistics.percentile(values, 0)).isEqualTo(1);
    }
}
