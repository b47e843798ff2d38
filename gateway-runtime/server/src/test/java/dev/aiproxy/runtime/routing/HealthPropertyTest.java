package dev.aiproxy.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.Failure;
import dev.aiproxy.runtime.SettableClock;
import dev.aiproxy.runtime.config.GatewayConfig.Cooldowns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Whatever happens in whatever order, health never latches. */
final class HealthPropertyTest {
    private static final CooldownTimes TIMES = new CooldownTimes(
            new Cooldowns(true, Duration.ofSeconds(60), Duration.ofSeconds(15), Duration.ofSeconds(10)));
    private static final Duration LONGEST = Duration.ofHours(1);

    private final SettableClock clock = new SettableClock();
    private final Health health = new Health(clock);
    private final List<Permit> open = new ArrayList<>();
    private final List<Candidate> candidates = Offers.of("""
                    alpha: [{ name: a, models: [m] }, { name: b, models: [m] }]
                    beta: [{ name: c, models: [m] }]
                    """).stream()
            .map(offer -> new Candidate(offer.provider(), offer.credential(), "m"))
            .toList();

    /** What a step does. */
    enum Act {
        ASK,
        REPEAT,
        SUCCEED,
        FAIL,
        LEAVE,
        FORGET,
        WAIT
    }

    /** One thing that happens; {@code which} chooses among candidates or open attempts. */
    record Step(Act act, int which, Failure failure, int seconds) {}

    @Property(tries = 300)
    void nothingLatches(@ForAll("steps") @Size(max = 200) List<Step> steps) {
        for (Step step : steps) {
            perform(step);
            assertThat(health.cooling())
                    .allSatisfy(each -> assertThat(each.until())
                            .isBeforeOrEqualTo(clock.instant().plus(LONGEST)));
        }

        clock.advance(LONGEST.plus(Health.LEASE));
        for (Candidate candidate : candidates) {
            Permit probe = health.admit(candidate, "m");
            assertThat(probe).as("%s after %s", candidate.credential(), steps).isNotNull();
            probe.succeeded();
            assertThat(health.admit(candidate, "m")).isNotNull();
        }
    }

    @Property(tries = 300)
    void leavingClientsAndBadRequestsChangeNothing(@ForAll("steps") @Size(max = 100) List<Step> steps) {
        steps.forEach(this::perform);
        List<Permit> pending = open.stream().filter(permit -> !permit.probe()).toList();
        var before = health.cooling();

        for (Permit permit : pending) {
            permit.neutral();
            permit.failed(new Failure(Failure.Kind.REQUEST, Failure.Scope.NOTHING, false, null), TIMES);
        }

        assertThat(health.cooling()).isEqualTo(before);
    }

    @Property(tries = 300)
    void whatIsHalfOpenIsProbedByOneAtATime(@ForAll("steps") @Size(max = 100) List<Step> steps) {
        steps.forEach(this::perform);
        clock.advance(LONGEST.plus(Health.LEASE));
        for (Candidate candidate : candidates) {
            boolean failedBefore = !health.cooling(candidate.id()).isEmpty();

            Permit first = health.admit(candidate, "m");
            Permit second = health.admit(candidate, "m");

            assertThat(first).isNotNull();
            assertThat(second == null).isEqualTo(failedBefore);
            first.neutral();
        }
    }

    private void perform(Step step) {
        Candidate candidate = candidates.get(step.which() % candidates.size());
        switch (step.act()) {
            case ASK -> add(health.admit(candidate, "m"));
            case REPEAT -> add(health.force(candidate, "m"));
            case SUCCEED -> take(step).forEach(Permit::succeeded);
            case FAIL -> take(step).forEach(permit -> permit.failed(step.failure(), TIMES));
            case LEAVE -> take(step).forEach(Permit::neutral);
            case FORGET -> take(step);
            case WAIT -> clock.advance(Duration.ofSeconds(step.seconds()));
        }
    }

    private void add(@Nullable Permit permit) {
        if (permit != null) {
            open.add(permit);
        }
    }

    private List<Permit> take(Step step) {
        return open.isEmpty() ? List.of() : List.of(open.remove(step.which() % open.size()));
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Failure> failures = Combinators.combine(
                        Arbitraries.of(Failure.Kind.class),
                        Arbitraries.of(Failure.Scope.class),
                        Arbitraries.integers().between(0, 10_000).injectNull(0.5))
                .as((kind, scope, asked) ->
                        new Failure(kind, scope, true, asked == null ? null : Duration.ofSeconds(asked)));
        return Combinators.combine(
                        Arbitraries.of(Act.class),
                        Arbitraries.integers().between(0, 1000),
                        failures,
                        Arbitraries.integers().between(0, 400))
                .as(Step::new)
                .list();
    }
}
