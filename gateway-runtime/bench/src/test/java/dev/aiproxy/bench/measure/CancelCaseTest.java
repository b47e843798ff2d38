package dev.aiproxy.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class CancelCaseTest {
    private static final Map<Integer, Long> CLOSED = Map.of(0, 1_000_000L, 1, 5_000_000L);

    @Test
    void allHaveArrivedWhenTheLastOneHas() {
        assertThat(CancelCase.allArrived(CLOSED, Map.of(0, 2_000_000L))).isFalse();
        assertThat(CancelCase.allArrived(CLOSED, Map.of(0, 2_000_000L, 1, 5_500_000L)))
                .isTrue();
    }

    @Test
    void whatLeftBeforeItsCloseIsOfAnEarlierOrder() {
        assertThat(CancelCase.allArrived(CLOSED, Map.of(0, 2_000_000L, 1, 4_000_000L)))
                .isFalse();
    }

    @Test
    void delaysAreMilliseconds() {
        assertThat(CancelCase.delays(CLOSED, Map.of(0, 2_000_000L, 1, 5_500_000L)))
                .containsExactlyInAnyOrder(1.0, 0.5);
    }
}
