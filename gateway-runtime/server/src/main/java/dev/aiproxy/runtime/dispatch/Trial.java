package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.provider.Failure;
import dev.aiproxy.api.provider.UpstreamFailure;
import dev.aiproxy.runtime.config.Redaction;
import dev.aiproxy.runtime.routing.Candidate;
import dev.aiproxy.runtime.routing.CooldownTimes;
import dev.aiproxy.runtime.routing.Permit;
import org.jspecify.annotations.Nullable;

/** One attempt with the leave to make it: tells the candidate's health, then the exchange, what came of it. */
final class Trial implements AttemptOutcome {
    private final ExchangeContext context;
    private final Exchange exchange;
    private final Permit permit;
    private @Nullable Attempt attempt;
    private boolean answering;
    private boolean over;

    Trial(ExchangeContext context, Exchange exchange, Permit permit) {
        this.context = context;
        this.exchange = exchange;
        this.permit = permit;
    }

    void start() {
        try {
            attempt = Attempts.of(context, this, permit.candidate());
            attempt.start();
        } catch (Throwable thrown) {
            refused(Defects.explain(thrown, context.requestId()));
        }
    }

    Candidate candidate() {
        return permit.candidate();
    }

    /** Whether its upstream has shown a sign of life. */
    boolean heard() {
        return attempt != null && attempt.heard();
    }

    boolean betweenEvents() {
        return attempt == null || attempt.betweenEvents();
    }

    void resume() {
        if (attempt != null) {
            attempt.resume();
        }
    }

    /** Ends it without a verdict. */
    void cancel() {
        if (!over) {
            permit.neutral();
        }
        stop();
    }

    /** The attempt has failed, or is not wanted any more: whatever it still does is not heard. */
    private void stop() {
        over = true;
        if (attempt != null) {
            attempt.cancel();
        }
    }

    /** The client has seen a part of its answer: tells it that no more comes. */
    void breakOff(GatewayError error) {
        if (attempt != null) {
            attempt.breakOff(error);
        }
    }

    @Override
    public void used(Usage usage) {
        exchange.used(usage);
    }

    @Override
    public void answering() {
        if (!over && !answering) {
            answering = true;
            permit.succeeded();
            exchange.answering(this);
            if (attempt instanceof HttpAttempt http) {
                http.answering();
            }
        }
    }

    @Override
    public void succeeded() {
        if (over) {
            return;
        }
        answering();
        over = true;
        exchange.succeeded();
        if (attempt instanceof HttpAttempt http) {
            http.succeeded();
        }
    }

    @Override
    public void failed(UpstreamFailure failure) {
        Attempt failing = attempt;
        if (over || failing == null) {
            return;
        }
        AttemptFailure value;
        try {
            value = AttemptFailure.of(
                    candidate(), failing.classify(failure), redaction().apply(failure), failing.streaming());
        } catch (Throwable thrown) {
            refused(Defects.explain(thrown, context.requestId()));
            return;
        }
        if (value.judgement().kind() == Failure.Kind.CREDENTIAL && forgetToken() && exchange.renews(this)) {
            cancel();
            exchange.renew(this, value);
        } else {
            settle(value);
        }
    }

    /** Whether a token was refused that had been kept, so that a fresh one may do. */
    private boolean forgetToken() {
        return attempt instanceof HttpAttempt http && http.forgetToken();
    }

    @Override
    public void refused(GatewayException reason) {
        if (!over) {
            settle(AttemptFailure.of(candidate(), redaction().apply(reason)));
        }
    }

    @Override
    public Redaction redaction() {
        Redaction redaction = context.request().snapshot().config().redaction();
        return attempt instanceof HttpAttempt http ? redaction.and(Redaction.of(http.token().stream())) : redaction;
    }

    private void settle(AttemptFailure failure) {
        stop();
        permit.failed(
                failure.judgement(),
                new CooldownTimes(context.request().snapshot().config().retry().cooldowns()));
        exchange.failed(this, failure);
    }
}
