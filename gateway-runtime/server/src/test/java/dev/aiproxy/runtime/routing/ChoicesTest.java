package dev.aiproxy.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.Failure;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.runtime.SettableClock;
import dev.aiproxy.runtime.config.GatewayConfig.Cooldowns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ChoicesTest {
    private static final CooldownTimes TIMES = new CooldownTimes(
            new Cooldowns(true, Duration.ofSeconds(60), Duration.ofSeconds(15), Duration.ofSeconds(10)));
    private static final String THREE =
            "alpha: [{ name: a, models: [m] }, { name: b, models: [m] }, " + "{ name: c, models: [m] }]";

    private final SettableClock clock = new SettableClock();
    private final RoutingMemory memory = new RoutingMemory(clock);

    @Test
    void higherPriorityIsUsedUpFirst() {
        Router router = router("""
                alpha:
                  - { name: spare, models: [m], priority: -1 }
                  - { name: a, models: [m] }
                  - { name: best, models: [m], priority: 5 }
                  - { name: b, models: [m] }
                """, "round-robin");

        assertThat(order(router)).containsExactly("best", "a", "b", "spare");
        assertThat(order(router)).containsExactly("best", "b", "a", "spare");
    }

    @Test
    void weightIsTheShareOfTurns() {
        Router router = router("""
                alpha:
                  - { name: a, models: [m], weight: 6 }
                  - { name: b, models: [m], weight: 2 }
                  - { name: c, models: [m], weight: 2 }
                """, "round-robin");

        List<String> first =
                IntStream.range(0, 10).mapToObj(i -> order(router).get(0)).toList();

        assertThat(first).containsExactly("a", "b", "a", "c", "a", "a", "b", "a", "c", "a");
    }

    @Test
    void turnsOfThoseWhoCoolAreSpreadOverTheOthers() {
        Router router = router(THREE, "round-robin");
        fail(router, "b");

        List<String> first = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            first.add(order(router).get(0));
        }

        assertThat(first).containsExactly("c", "a", "c", "a", "c", "a");
    }

    @Test
    void fillFirstTakesTheFirstThatIsHealthy() {
        Router router = router(THREE, "fill-first");
        fail(router, "a");

        assertThat(order(router)).containsExactly("b", "c");

        clock.advance(Duration.ofSeconds(16));

        assertThat(order(router)).startsWith("a");
    }

    @Test
    void turnsGoOnAfterAReload() {
        Router before = router(THREE, "round-robin");
        assertThat(order(before)).startsWith("a");

        Router after = router(THREE + "\nbeta: [{ name: d, models: [m] }]", "round-robin");

        assertThat(order(after)).startsWith("b");
        assertThat(order(before)).startsWith("c");
    }

    @Test
    void cooldownsGoOnAfterAReloadThatKeepsTheKey() {
        fail(router(THREE, "fill-first"), "a");

        assertThat(order(router(THREE, "fill-first"))).containsExactly("b", "c");
    }

    @Test
    void preferredOneIsAskedOnceAndFirst() {
        Router router = router(THREE, "fill-first");
        Choices choices = Offers.choices(router, "m");

        assertThat(choices.prefer(router.offers().get(1).id()).map(Offers::name))
                .contains("b m");
        assertThat(Offers.names(choices)).containsExactly("a m", "c m");
    }

    @Test
    void preferredOneThatCoolsIsPassedOver() {
        Router router = router(THREE, "fill-first");
        fail(router, "b");
        Choices choices = Offers.choices(router, "m");

        assertThat(choices.prefer(router.offers().get(1).id())).isEmpty();
        assertThat(Offers.names(choices)).containsExactly("a m", "c m");
    }

    @Test
    void modelsThatStandInFollowInTheirOrder() {
        Router router = new Router(
                Offers.of("""
                        alpha: [{ name: a, models: [m, n, forbidden] }]
                        beta: [{ name: b, models: [m, o] }]
                        """),
                Offers.settings("fill-first", false, Map.of("m", List.of("n", "forbidden", "o", "gone"))),
                memory);

        Choices choices = router.choices("m", List.of("o"), name -> !name.equals("forbidden"), Operation.CHAT);

        assertThat(Offers.names(choices)).containsExactly("a m", "b m", "b o", "a n");
    }

    @Test
    void oneBesideItServesTheSameModel() {
        Router router = new Router(
                Offers.of("alpha: [{ name: a, models: [m, n] }]"),
                Offers.settings("fill-first", false, Map.of("m", List.of("n"))),
                memory);
        Choices choices = Offers.choices(router, "m");
        assertThat(Offers.next(choices)).isPresent();

        assertThat(choices.beside()).isEmpty();
        assertThat(Offers.names(choices)).containsExactly("a n");
    }

    @Test
    void waitEndsWithTheFirstCooldown() {
        Router router = router(THREE, "fill-first");
        fail(router, "a");
        clock.advance(Duration.ofSeconds(5));
        fail(router, "b");
        fail(router, "c");
        Choices choices = Offers.choices(router, "m");

        assertThat(Offers.next(choices)).isEmpty();
        assertThat(choices.wait(Duration.ofSeconds(1))).contains(Duration.ofSeconds(10));
        assertThat(choices.exhausted()).isFalse();
    }

    @Test
    void operatorsChoiceHasNoEndThatCouldBeWaitedFor() {
        Router router = router("alpha: [{ name: a, models: [m] }]", "fill-first");
        memory.health().disable(router.offers().get(0).id());
        Choices choices = Offers.choices(router, "m");

        assertThat(Offers.next(choices)).isEmpty();
        assertThat(choices.wait(Duration.ofSeconds(1))).isEmpty();

        memory.health().enable(router.offers().get(0).id());
        assertThat(order(router)).containsExactly("a");
    }

    @Test
    void failureOfAnotherOperationLeavesConversationsAlone() {
        Router router = router("alpha: [{ name: a, models: [m] }]", "fill-first");
        Permit counting = router.choices("m", List.of(), any -> true, Operation.COUNT_TOKENS)
                .next(any -> true)
                .orElseThrow();

        counting.failed(new Failure(Failure.Kind.SERVER, Failure.Scope.MODEL, true, null), TIMES);

        assertThat(order(router)).containsExactly("a");
    }

    /** A thousand keys and ten thousand models: a request costs a look at its turn, and no list is made. */
    @Test
    void manyCredentialsAndModelsAreServedInTurn() {
        StringBuilder yaml = new StringBuilder("alpha:\n");
        for (int i = 0; i < 1000; i++) {
            yaml.append("  - { name: k").append(i).append(", models: [m");
            for (int j = 0; j < 10; j++) {
                yaml.append(", m").append(i * 10 + j);
            }
            yaml.append("] }\n");
        }
        Router router = router(yaml.toString(), "round-robin");

        for (int i = 0; i < 1000; i++) {
            assertThat(Offers.next(Offers.choices(router, "m")).map(Offers::name))
                    .contains("k" + i + " m");
        }
        assertThat(Offers.names(Offers.choices(router, "m9999"))).containsExactly("k999 m9999");
    }

    private Router router(String yaml, String strategy) {
        return Offers.router(yaml, strategy, memory);
    }

    private static List<String> order(Router router) {
        return Offers.names(Offers.choices(router, "m")).stream()
                .map(name -> name.split(" ")[0])
                .toList();
    }

    private static void fail(Router router, String credential) {
        Offers.choices(router, "m")
                .next(candidate -> candidate.credential().name().equals(credential))
                .orElseThrow()
                .failed(new Failure(Failure.Kind.SERVER, Failure.Scope.MODEL, true, null), TIMES);
    }
}
