package dev.aiproxy.runtime.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.provider.UpstreamFailure.Cause;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.runtime.config.GatewayConfig;
import dev.aiproxy.runtime.dispatch.RetryDecision.Step;
import dev.aiproxy.runtime.routing.Candidate;
import dev.aiproxy.runtime.routing.Choices;
import dev.aiproxy.runtime.routing.Permit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryDecisionTest {
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(2);

    private static final String[] PROVIDERS = {"alpha", "alpha", "beta"};

    private final List<Candidate> candidates = Candidates.of(PROVIDERS);

    @Test
    void freshCandidatesAreTriedAtOnceInTheirOrder() {
        RetryDecision decision = decision(3, 5);

        Step second = decision.after(status(0, 500));
        Step third = decision.after(status(1, 500));

        assertThat(second.permit()).map(RetryDecisionTest::name).contains(name(candidates.get(1)));
        assertThat(second.delay()).isZero();
        assertThat(third.permit()).map(RetryDecisionTest::name).contains(name(candidates.get(2)));
        assertThat(third.delay()).isZero();
    }

    @Test
    void attemptsEndAtTheConfiguredNumber() {
        RetryDecision decision = decision(3, 1);

        assertThat(decision.after(status(0, 500)).permit()).isPresent();
        assertThat(decision.after(status(1, 500))).isEqualTo(Step.NONE);
    }

    @Test
    void noRetriesMeansOneAttempt() {
        assertThat(decision(3, 0).after(status(0, 500))).isEqualTo(Step.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 413, 422})
    void faultOfTheRequestIsNotRetried(int status) {
        assertThat(decision(3, 5).after(status(0, status))).isEqualTo(Step.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403, 429})
    void faultOfTheCredentialIsRetriedWithOthersOnly(int status) {
        RetryDecision decision = decision(2, 5);

        assertThat(decision.after(status(0, status)).permit())
                .map(RetryDecisionTest::name)
                .contains(name(candidates.get(1)));
        assertThat(decision.after(status(1, status))).isEqualTo(Step.NONE);
    }

    @Test
    void unknownModelIsRetriedWithOtherProvidersOnly() {
        UpstreamError unknown = new UpstreamError(404, null, "model_not_found", "no such model", null);
        AttemptFailure failure = AttemptFailures.answered(candidates.get(0), unknown, Headers.none());

        assertThat(decision(3, 5).after(failure).permit())
                .map(RetryDecisionTest::name)
                .contains(name(candidates.get(2)));
        assertThat(decision(2, 5).after(failure)).isEqualTo(Step.NONE);
    }

    @Test
    void pluginsFaultIsRetriedWithOtherProvidersOnly() {
        GatewayException fault = new GatewayException(ErrorCode.PLUGIN_FAULT, "broken");

        Step step = decision(3, 5).after(AttemptFailure.of(candidates.get(0), fault));

        assertThat(step.permit()).map(RetryDecisionTest::name).contains(name(candidates.get(2)));
    }

    @Test
    void gatewaysRefusalIsNotRetried() {
        GatewayException refusal = new GatewayException(ErrorCode.INVALID_REQUEST, "no");

        assertThat(decision(3, 5).after(AttemptFailure.of(candidates.get(0), refusal)))
                .isEqualTo(Step.NONE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"UNREACHABLE", "RESET", "TIMEOUT", "INVALID"})
    void onlyCandidateIsTriedAgainAfterNetworkFaults(Cause cause) {
        Candidate only = candidates.get(0);

        Step step = decision(1, 5).after(AttemptFailures.unanswered(only, cause));

        assertThat(step.permit()).map(RetryDecisionTest::name).contains(name(only));
    }

    @Test
    void backoffGrowsWithFullJitterUpToItsCap() {
        List<Duration> longest =
                new ArrayList<>(List.of(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
        Duration shortest = MAX_BACKOFF;
        for (int run = 0; run < 200; run++) {
            RetryDecision decision = decision(1, 5);
            for (int i = 0; i < longest.size(); i++) {
                Duration delay = decision.after(status(0, 500)).delay();
                longest.set(i, max(longest.get(i), delay));
                shortest = delay.compareTo(shortest) < 0 ? delay : shortest;
            }
        }

        assertThat(longest.get(0)).isBetween(Duration.ofMillis(200), Duration.ofMillis(250));
        assertThat(longest.get(1)).isBetween(Duration.ofMillis(400), Duration.ofMillis(500));
        assertThat(longest.get(2)).isBetween(Duration.ofMillis(800), Duration.ofMillis(1000));
        assertThat(longest.get(4)).isBetween(Duration.ofMillis(1600), MAX_BACKOFF);
        assertThat(shortest).isLessThan(Duration.ofMillis(20));
    }

    @Test
    void upstreamsWishToWaitIsHonoured() {
        Candidate only = candidates.get(0);
        assertThat(decision(1, 5).after(busy(only, "2")).delay()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void upstreamThatAsksForMorePatienceThanTheLongestBackoffIsNotWaitedFor() {
        Candidate only = candidates.get(0);

        assertThat(decision(1, 5).after(busy(only, "3600"))).isEqualTo(Step.NONE);
        assertThat(decision(3, 5).after(busy(only, "3600")).permit())
                .map(RetryDecisionTest::name)
                .contains(name(candidates.get(1)));
    }

    @Test
    void streamThatFailsBehindItsHeadHasRetriesOfItsOwn() {
        RetryDecision decision = decision(3, 5);

        assertThat(decision.after(AttemptFailures.begun(candidates.get(0))).permit())
                .map(RetryDecisionTest::name)
                .contains(name(candidates.get(1)));
        assertThat(decision.after(AttemptFailures.begun(candidates.get(1)))).isEqualTo(Step.NONE);
    }

    private static AttemptFailure busy(Candidate candidate, String seconds) {
        return AttemptFailures.answered(candidate, UpstreamError.of(503, "busy"), Headers.of("retry-after", seconds));
    }

    /** The first candidate is under way. */
    private static RetryDecision decision(int among, int retries) {
        Choices choices = Candidates.choices(Arrays.copyOf(PROVIDERS, among));
        assertThat(choices.next(candidate -> true)).isPresent();
        GatewayConfig.Retry retry = new GatewayConfig.Retry(
                retries,
                MAX_BACKOFF,
                new GatewayConfig.Cooldowns(true, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1)));
        return new RetryDecision(choices, retry, 1, () -> true);
    }

    private static String name(Permit permit) {
        return name(permit.candidate());
    }

    private static String name(Candidate candidate) {
        return candidate.provider().id() + " " + candidate.credential().name();
    }

    private AttemptFailure status(int candidate, int status) {
        return AttemptFailures.answered(candidates.get(candidate), status, "no");
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
