package dev.aiproxy.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.bench.BenchException;
import dev.aiproxy.bench.load.Latency;
import dev.aiproxy.bench.load.LoadMode;
import dev.aiproxy.bench.load.LoadResult;
import dev.aiproxy.bench.load.LoadSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RoundsTest {
    private static final int FAST = 1;
    private static final int SLOW = 2;

    private final List<LoadSpec> orders = new ArrayList<>();
    private final LoadSpec paced =
            LoadSpec.post(FAST, "/", Map.of(), "").withRate(2_000).withMillis(500);

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

    @Test
    void guestThatFailsEndsOnlyItsOwnTurns() {
        Rounds rounds = new Rounds(
                this::answer, Effort.quick(), List.of(contender("nginx", FAST)), List.of(contender("guest", SLOW)));

        rounds.saturate(Work.REQUESTS);
        rounds.pace(2_000);

        assertThat(rounds.droppedOut()).containsOnlyKeys("guest");
        assertThat(rounds.of("guest").median(Series.THROUGHPUT)).isPositive();
        assertThat(rounds.of("guest").median(Series.P50)).isNaN();
        assertThat(rounds.of("nginx").median(Series.P50)).isPositive();
    }

    @Test
    void contenderThatFailsEndsTheCase() {
        Rounds rounds = new Rounds(this::answer, Effort.quick(), List.of(contender("nginx", SLOW)));

        assertThatThrownBy(() -> rounds.pace(2_000)).isInstanceOf(BenchException.class);
    }

    @Test
    void whatIsNotFromWhereItShouldBeIsNoAnswer() {
        Rounds rounds = new Rounds(this::answer, Effort.quick(), List.of(contender("nginx", FAST)));

        assertThatThrownBy(() -> rounds.saturate(Work.counted(() -> 0)))
                .isInstanceOf(BenchException.class)
                .hasMessageStartingWith("nginx answered nothing");
    }

    @Test
    void processorTimeThatIsNotKnownIsLeftOutAndWarmUpHasAFixedLength() {
        Rounds rounds = new Rounds(this::answer, Effort.full(1, 100), List.of(contender("guest", FAST)));

        rounds.warmUp();
        int warmUps = orders.size();
        rounds.saturate(Work.REQUESTS);

        assertThat(warmUps).isEqualTo(1 + 8);
        assertThat(rounds.of("guest").median(Series.CPU)).isNaN();
        assertThat(rounds.of("guest").median(Series.THROUGHPUT)).isPositive();
    }

    private static Contender contender(String name, int port) {
        return new Contender(name, LoadSpec.post(port, "/", Map.of(), ""), "ok", 1, null);
    }

    private LoadResult answer(LoadSpec order) {
        orders.add(order);
        long completed = order.mode() == LoadMode.RATE && order.port() == SLOW ? order.due() / 2 : 1_000;
        Latency latency = new Latency(completed, 1, 1, 1, 1, 1);
        return new LoadResult(completed, completed, 0, "", "ok", 1, latency, latency, Map.of());
    }
}
