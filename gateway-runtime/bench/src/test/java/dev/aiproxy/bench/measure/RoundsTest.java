package dev.aiproxy.bench.measure;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.bench.BenchException;
import dev.aiproxy.bench.load.LoadSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RoundsTest {
    private final LoadSpec paced =
            LoadSpec.post(80, "/", Map.of(), "").withRate(2_000).withMillis(500);

    @Test
    void almostAllOfARateIsThatRate() {
        assertThatCode(() -> Rounds.requirePace("nginx", 990, paced)).doesNotThrowAnyException();
    }

    @Test
    void muchLessThanARateIsNone() {
        assertThatThrownBy(() -> Rounds.requirePace("nginx", 900, paced))
                .isInstanceOf(BenchException.class)
                .hasMessage("nginx answered 900 of the 1000 requests that 2000 a second are");
    }
}
