package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.runtime.config.GatewayConfig;
import dev.aiproxy.runtime.routing.Candidate;
import dev.failsafe.Execution;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Which candidate is tried next, and when. A candidate that was not tried yet is tried at once; one that was is tried again with
 * exponential backoff and full jitter, never before the time the upstream asked for.
 */
final class RetryDecision {
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(250);

    private final List<Candidate> fresh;
    private final Duration maxBackoff;
    private final Execution<Step> execution;
    private int bootstrapsLeft;
    private int repeats;

    /** A try that follows a failure: whether there is one, with whom, after which wait. */
    record Step(Optional<Candidate> candidate, Duration delay) {
        static final Step NONE = new Step(Optional.empty(), Duration.ZERO);
    }

    /** @param bootstraps further tries for a stream that fails behind its head */
    RetryDecision(List<Candidate> candidates, GatewayConfig.Retry retry, int bootstraps) {
        this.fresh = new ArrayList<>(candidates);
        this.bootstrapsLeft = bootstraps;
        this.maxBackoff = retry.maxBackoff();
        this.execution = Execution.of(RetryPolicy.<Step>builder()
                .handleResultIf(step -> step.candidate().isPresent())
                .withMaxRetries(retry.maxRetries())
                .withDelayFn(context -> context.getLastResult().delay())
                .build());
    }

    /** What follows this failure; {@link Step#NONE} if nothing does. */
    Step after(AttemptFailure failure) {
        fresh.remove(failure.candidate());
        Step step = next(failure);
        execution.recordResult(step);
        return execution.isComplete() ? Step.NONE : new Step(step.candidate(), execution.getDelay());
    }

    private Step next(AttemptFailure failure) {
        if (failure.began() && bootstrapsLeft-- <= 0) {
            return Step.NONE;
        }
        Optional<Candidate> other = fresh.stream().filter(failure::worthTrying).findFirst();
        if (other.isPresent()) {
            return new Step(other, Duration.ZERO);
        }
        return worthWaiting(failure) ? new Step(Optional.of(failure.candidate()), backoff(failure)) : Step.NONE;
    }

    /** An upstream that asks for more patience than the longest backoff is not waited for: the client is told to. */
    private boolean worthWaiting(AttemptFailure failure) {
        Duration asked = failure.judgement().retryAfter();
        return failure.worthRepeating() && (asked == null || asked.compareTo(maxBackoff) <= 0);
    }

    private Duration backoff(AttemptFailure failure) {
        Duration asked = failure.judgement().retryAfter();
        long ceiling = Math.min(maxBackoff.toMillis(), FIRST_BACKOFF.toMillis() << Math.min(repeats++, 16));
        Duration jittered = Duration.ofMillis(ThreadLocalRandom.current().nextLong(ceiling + 1));
        return asked != null && asked.compareTo(jittered) > 0 ? asked : jittered;
    }
}
