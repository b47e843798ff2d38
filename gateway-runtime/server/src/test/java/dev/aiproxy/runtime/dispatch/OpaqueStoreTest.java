package dev.aiproxy.runtime.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.translate.OpaqueState;
import dev.aiproxy.runtime.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class OpaqueStoreTest {
    private static final Duration AGE = Duration.ofMinutes(10);

    private final SettableClock clock = new SettableClock();
    private final OpaqueStore store = new OpaqueStore(30, AGE, clock);
    private final OpaqueState one = store.of("one");
    private final OpaqueState two = store.of("two");

    @Test
    void valueIsFoundByItsClientOnly() {
        one.put("k", "v");

        assertThat(one.get("k")).contains("v");
        assertThat(store.of("one").get("k")).contains("v");
        assertThat(two.get("k")).isEmpty();
        assertThat(one.get("other")).isEmpty();
    }

    @Test
    void clientsAreKeptApartHoweverTheirNamesAreCut() {
        store.of("a").put("bc", "v");

        assertThat(store.of("ab").get("c")).isEmpty();
        assertThat(store.of("").get("abc")).isEmpty();
    }

    @Test
    void laterValueReplacesAnEarlierOne() {
        one.put("k", "old");
        one.put("k", "new");

        assertThat(one.get("k")).contains("new");
    }

    @Test
    void valueExpires() {
        one.put("k", "v");

        clock.advance(AGE);
        assertThat(one.get("k")).contains("v");
        clock.advance(Duration.ofMillis(1));
        assertThat(one.get("k")).isEmpty();
    }

    @Test
    void readingDoesNotProlongAValuesLife() {
        one.put("k", "v");
        clock.advance(AGE);
        assertThat(one.get("k")).isPresent();
        clock.advance(AGE);

        assertThat(one.get("k")).isEmpty();
    }

    @Test
    void leastRecentlyUsedGoesFirst() {
        one.put("a", "123456"); // 10 characters with its names
        one.put("b", "123456");
        two.put("c", "123456");
        assertThat(one.get("a")).isPresent();

        two.put("d", "123456");

        assertThat(one.get("b")).isEmpty();
        assertThat(one.get("a")).isPresent();
        assertThat(two.get("c")).isPresent();
        assertThat(two.get("d")).isPresent();
    }

    @Test
    void boundHoldsAfterReplacementsAndExpiry() {
        for (int i = 0; i < 100; i++) {
            one.put("k", "123456");
        }
        one.put("l", "123456");
        one.put("m", "123456");
        assertThat(one.get("k")).isPresent();

        clock.advance(AGE.plusSeconds(1));
        assertThat(one.get("k")).isEmpty();
        one.put("n", "123456");
        one.put("o", "123456");
        one.put("p", "123456");
        assertThat(one.get("n")).isPresent();
        assertThat(one.get("o")).isPresent();
        assertThat(one.get("p")).isPresent();
    }

    @Test
    void valueThatNeverFitsIsNotKeptAndEvictsNothing() {
        one.put("a", "1");

        one.put("b", "x".repeat(100));

        assertThat(one.get("b")).isEmpty();
        assertThat(one.get("a")).isPresent();
    }
}
