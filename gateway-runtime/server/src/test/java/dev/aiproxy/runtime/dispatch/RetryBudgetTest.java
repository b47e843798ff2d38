package dev.aiproxy.runtime.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.runtime.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RetryBudgetTest {
    private final SettableClock clock = new SettableClock();
    private final RetryBudget budget = new RetryBudget(clock);

    @Test
    void fiftyRetriesAreThereHoweverFewRequests() {
        budget.request();

        assertThat(taken()).isEqualTo(50);
    }

    @Test
    void fifthOfTheRequestsMayBeRetried() {
        for (int i = 0; i < 1000; i++) {
            budget.request();
        }

        assertThat(taken()).isEqualTo(200);
    }

    @Test
    void onlyTheLastTenSecondsCount() {
        for (int i = 0; i < 1000; i++) {
            budget.request();
        }
        assertThat(taken()).isEqualTo(200);

        clock.advance(Duration.ofSeconds(9));
        assertThat(taken()).isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(taken()).isEqualTo(50);
    }

    private int taken() {
        int taken = 0;
        while (budget.take()) {
            taken++;
        }
        return taken;
    }
}
