package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.runtime.config.GatewayConfig;
import dev.aiproxy.runtime.routing.Candidate;
import dev.aiproxy.runtime.routing.Choices;
import dev.aiproxy.runtime.routing.Permit;
import dev.failsafe.Execution;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which candidate is tried next, and when. A candidate that was not tried yet is tried at once; one that was is tried again with
 * exponential backoff and full jitter, never before the time the upstream asked for, and only as long as the gateway's budget for
 * such retries lasts.
 */
final class RetryDecision {
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(250);

    private final Choices choices;
    private final Duration maxBackoff;
    private final BooleanSupplier budget;
    private final Execution<Step> execution;
    private @Nullable AttemptFailure repeatable;
    private int bootstrapsLeft;
    private int repeats;

    /** A try that follows a failure: with whom, if there is one, and after which wait. */
    record Step(Optional<Permit> permit, Duration delay) {
        static final Step NONE = new Step(Optional.empty(), Duration.ZERO);
    }

    /**
     * @param bootstraps further tries for a stream that fails behind its head
     * @param budget takes one retry of what has failed, if there is one left
     */
    RetryDecision(Choices choices, GatewayConfig.Retry retry, int bootstraps, BooleanSupplier budget) {
        this.choices = choices;
        this.bootstrapsLeft = bootstraps;
        this.maxBackoff = retry.maxBackoff();
        this.budget = budget;
        this.execution = Execution.of(RetryPolicy.<Step>builder()
                .handleResultIf(step -> step.permit().isPresent())
                .withMaxRetries(retry.maxRetries())
                .withDelayFn(context -> context.getLastResult().delay())
                .build());
    }

    /** What follows this failure; {@link Step#NONE} if nothing does. */
    Step after(AttemptFailure failure) {
        Step step = next(failure);
        execution.recordResult(step);
        if (!execution.isComplete()) {
            return new Step(step.permit(), execution.getDelay());
        }
        step.permit().ifPresent(Permit::neutral);
        return Step.NONE;
    }

    private Step next(AttemptFailure failure) {
        boolean exhausted = failure.began() && bootstrapsLeft-- <= 0;
        if (exhausted || !failure.judgement().retryElsewhere()) {
            return Step.NONE;
        }
        if (failure.worthRepeating()) {
            repeatable = failure;
        }
        Optional<Permit> other = choices.next(failure::worthTrying);
        return other.isPresent() ? new Step(other, Duration.ZERO) : repeat();
    }

    /** An upstream that asks for more patience than the longest backoff is not waited for: the client is told to. */
    private Step repeat() {
        AttemptFailure failure = repeatable;
        if (failure == null || tooLong(failure.judgement().retryAfter()) || !budget.getAsBoolean()) {
            return Step.NONE;
        }
        Candidate again = failure.candidate();
        return new Step(choices.again(again), backoff(failure.judgement().retryAfter()));
    }

    private boolean tooLong(@Nullable Duration asked) {
        return asked != null && asked.compareTo(maxBackoff) > 0;
    }

    private Duration backoff(@Nullable Duration asked) {
        long ceiling = Math.min(maxBackoff.toMillis(), FIRST_BACKOFF.toMillis() << Math.min(repeats++, 16));
        Duration jittered = Duration.ofMillis(ThreadLocalRandom.current().nextLong(ceiling + 1));
        return asked != null && asked.compareTo(jittered) > 0 ? asked : jittered;
    }
}
