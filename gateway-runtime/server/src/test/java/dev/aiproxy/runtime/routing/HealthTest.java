package dev.aiproxy.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.Failure;
import dev.aiproxy.api.provider.Failure.Kind;
import dev.aiproxy.api.provider.Failure.Scope;
import dev.aiproxy.runtime.SettableClock;
import dev.aiproxy.runtime.config.GatewayConfig.Cooldowns;
import dev.aiproxy.runtime.routing.Health.Cooling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HealthTest {
    private static final CooldownTimes TIMES = new CooldownTimes(
            new Cooldowns(true, Duration.ofSeconds(60), Duration.ofSeconds(15), Duration.ofSeconds(10)));
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SettableClock clock = new SettableClock();
    private final Health health = new Health(clock);
    private final List<Candidate> candidates = Offers.of("""
                    alpha:
                      - { name: a, models: [m, n] }
                      - { name: b, models: [m] }
                    """).stream()
            .map(offer -> new Candidate(offer.provider(), offer.credential(), "m"))
            .toList();
    private final Candidate a = candidates.get(0);
    private final Candidate b = candidates.get(1);

    @ParameterizedTest
    @CsvSource({
        "CREDENTIAL, CREDENTIAL, , 300",
        "CREDENTIAL, CREDENTIAL, 7, 300",
        "QUOTA, CREDENTIAL, , 3600",
        "PERMISSION, MODEL, , 600",
        "RATE_LIMIT, MODEL, , 60",
        "RATE_LIMIT, MODEL, 7, 7",
        "RATE_LIMIT, MODEL, 0, 1",
        "RATE_LIMIT, MODEL, 99999, 3600",
        "SERVER, MODEL, , 15",
        "SERVER, MODEL, 40, 40",
        "NETWORK, MODEL, , 10",
    })
    void failureCoolsForItsTime(Kind kind, Scope scope, @Nullable Long asked, long seconds) {
        permit(a).failed(failure(kind, scope, asked), TIMES);

        assertThat(health.admit(a, "m")).isNull();
        clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
        assertThat(health.admit(a, "m")).isNull();
        clock.advance(Duration.ofMillis(1));
        assertThat(health.admit(a, "m")).isNotNull();
    }

    @Test
    void beginningsOfCooldownsAreToldOnceEach() {
        List<String> told = new ArrayList<>();
        health.listen((id, name) -> told.add(id.provider() + ":" + name));
        Permit early = permit(a);

        permit(a).failed(failure(Kind.SERVER, Scope.MODEL, null), TIMES);
        early.failed(failure(Kind.SERVER, Scope.MODEL, null), TIMES);
        permit(b).failed(failure(Kind.REQUEST, Scope.NOTHING, null), TIMES);
        assertThat(told).containsExactly("alpha:a");

        clock.advance(Duration.ofSeconds(60));
        permit(a).failed(failure(Kind.SERVER, Scope.MODEL, null), TIMES);
        assertThat(told).containsExactly("alpha:a", "alpha:a");
    }

    @ParameterizedTest
    @CsvSource({"REQUEST, NOTHING", "REQUEST, MODEL", "MODEL_UNKNOWN, NOTHING", "SERVER, NOTHING"})
    void whatTellsNothingOfTheCredentialCoolsNothing(Kind kind, Scope scope) {
        permit(a).failed(failure(kind, scope, null), TIMES);

        assertThat(health.cooling()).isEmpty();
        assertThat(health.admit(a, "m")).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"MODEL, false, true, true", "CREDENTIAL, false, false, true", "PROVIDER, false, false, false"})
    void scopeIsWhatCools(Scope scope, boolean sameModel, boolean otherModel, boolean otherCredential) {
        permit(a).failed(failure(Kind.SERVER, scope, null), TIMES);

        assertThat(health.admit(a, "m") != null).isEqualTo(sameModel);
        assertThat(health.admit(a, "n") != null).isEqualTo(otherModel);
        assertThat(health.admit(b, "m") != null).isEqualTo(otherCredential);
    }

    @Test
    void refusedKeyCoolsTwiceAsLongEachTimeUpToAnHour() {
        for (int minutes : new int[] {5, 10, 20, 40, 60, 60}) {
            permit(a).failed(failure(Kind.CREDENTIAL, Scope.CREDENTIAL, null), TIMES);
            clock.advance(Duration.ofMinutes(minutes).minus(SECOND));
            assertThat(health.admit(a, "m")).as("%d minutes", minutes).isNull();
            clock.advance(SECOND);
        }
    }

    @Test
    void refusalsOfOneTimeCountOnce() {
        List<Permit> atOnce = List.of(permit(a), permit(a), permit(a));

        atOnce.forEach(permit -> permit.failed(failure(Kind.CREDENTIAL, Scope.CREDENTIAL, null), TIMES));

        clock.advance(Duration.ofMinutes(5));
        assertThat(health.admit(a, "m")).isNotNull();
    }

    @Test
    void laterFailureNeverShortensACooldown() {
        Permit slow = permit(a);
        permit(a).failed(failure(Kind.RATE_LIMIT, Scope.MODEL, 600L), TIMES);

        slow.failed(failure(Kind.NETWORK, Scope.MODEL, null), TIMES);

        clock.advance(Duration.ofSeconds(599));
        assertThat(health.admit(a, "m")).isNull();
    }

    @Test
    void afterTheCooldownOneProbeAtATime() {
        fail(a);
        clock.advance(Duration.ofSeconds(15));

        Permit probe = permit(a);
        assertThat(health.admit(a, "m")).isNull();
        assertThat(health.cooling()).extracting(Cooling::state).containsExactly(Health.State.PROBING);

        probe.succeeded();
        assertThat(health.cooling()).isEmpty();
        assertThat(health.admit(a, "m")).isNotNull();
    }

    @Test
    void probeThatFailsCoolsAgain() {
        fail(a);
        clock.advance(Duration.ofSeconds(15));

        permit(a).failed(failure(Kind.SERVER, Scope.MODEL, null), TIMES);

        clock.advance(Duration.ofSeconds(14));
        assertThat(health.admit(a, "m")).isNull();
        clock.advance(SECOND);
        assertThat(health.admit(a, "m")).isNotNull();
    }

    @Test
    void probeThatTellsNothingGivesItsPlaceToTheNext() {
        fail(a);
        clock.advance(Duration.ofSeconds(15));

        permit(a).neutral();

        assertThat(health.admit(a, "m")).isNotNull();
    }

    @Test
    void probeThatIsNeverHeardOfAgainLosesItsLease() {
        fail(a);
        clock.advance(Duration.ofSeconds(15));
        Permit lost = permit(a);
        clock.advance(Health.LEASE);

        Permit next = permit(a);
        lost.neutral();

        assertThat(health.admit(a, "m"))
                .as("the lost one does not hand on what is not its own")
                .isNull();
        next.succeeded();
        assertThat(health.admit(a, "m")).isNotNull();
    }

    @Test
    void successOfWhatBeganBeforeTheFailureSaysNothing() {
        Permit slow = permit(a);
        fail(a);

        slow.succeeded();

        assertThat(health.admit(a, "m")).isNull();
    }

    @Test
    void repeatThatSucceedsEndsTheCooldown() {
        fail(a);

        Permit repeat = health.force(a, "m");

        assertThat(repeat).isNotNull();
        repeat.succeeded();
        assertThat(health.admit(a, "m")).isNotNull();
    }

    @Test
    void answerThatBreaksOffCoolsAfterAll() {
        Permit permit = permit(a);
        permit.succeeded();

        permit.failed(failure(Kind.NETWORK, Scope.MODEL, null), TIMES);

        assertThat(health.admit(a, "m")).isNull();
    }

    @Test
    void operatorSeesAndResetsWhatCools() {
        permit(a).failed(failure(Kind.RATE_LIMIT, Scope.MODEL, 90L), TIMES);
        permit(b).failed(failure(Kind.CREDENTIAL, Scope.CREDENTIAL, null), TIMES);

        assertThat(health.cooling(a.id()))
                .containsExactly(new Cooling(
                        "alpha",
                        a.id().fingerprint(),
                        "m",
                        Health.State.COOLING,
                        Kind.RATE_LIMIT,
                        clock.instant().plusSeconds(90),
                        1));
        assertThat(health.cooling()).hasSize(2);

        health.reset(a.id());
        assertThat(health.admit(a, "m")).isNotNull();
        assertThat(health.admit(b, "m")).isNull();
        health.reset();
        assertThat(health.cooling()).isEmpty();
    }

    @Test
    void operatorTakesACredentialOutOfUse() {
        health.disable(a.id());

        assertThat(health.admit(a, "m")).isNull();
        assertThat(health.force(a, "m")).isNull();
        assertThat(health.disabled(a.id())).isTrue();
        assertThat(health.admit(b, "m")).isNotNull();

        health.enable(a.id());
        assertThat(health.admit(a, "m")).isNotNull();
    }

    @Test
    void cooldownsCanBeSwitchedOff() {
        CooldownTimes off = new CooldownTimes(new Cooldowns(false, SECOND, SECOND, SECOND));

        permit(a).failed(failure(Kind.CREDENTIAL, Scope.CREDENTIAL, null), off);

        assertThat(health.cooling()).isEmpty();
    }

    @Test
    void modelsThatClientsMakeUpDoNotFillTheMemory() {
        for (int i = 0; i < 50_000; i++) {
            Permit permit = health.admit(a, "made-up-" + i);
            if (permit != null) {
                permit.failed(failure(Kind.PERMISSION, Scope.MODEL, null), TIMES);
            }
        }

        assertThat(health.cooling()).hasSizeLessThanOrEqualTo(10_001);
    }

    private Permit permit(Candidate candidate) {
        Permit permit = health.admit(candidate, candidate.upstreamModel());
        assertThat(permit).isNotNull();
        return permit;
    }

    private void fail(Candidate candidate) {
        permit(candidate).failed(failure(Kind.SERVER, Scope.MODEL, null), TIMES);
    }

    private static Failure failure(Kind kind, Scope scope, @Nullable Long asked) {
        return new Failure(kind, scope, true, asked == null ? null : Duration.ofSeconds(asked));
    }
}
