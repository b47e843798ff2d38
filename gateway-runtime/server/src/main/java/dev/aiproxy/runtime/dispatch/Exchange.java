package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.runtime.config.GatewayConfig;
import dev.aiproxy.runtime.routing.Candidate;
import dev.aiproxy.runtime.routing.Choices;
import dev.aiproxy.runtime.routing.Permit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client request from route to record. Everything here happens at the exchange's {@link Home}, so nothing is locked. Attempts
 * follow each other, or run beside each other if the first is slow, until one commits or none is left; after the commit there is
 * only that one.
 */
final class Exchange implements Prepared {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final ExchangeContext context;
    private final ClientReply reply;
    private final List<Trial> trials = new ArrayList<>(1);
    private final Conversation conversation;
    private @Nullable Choices choices;
    private final Ticks.Tick keeper;
    private final String requestedModel;
    private @Nullable RetryDecision retries;
    private final Tally tally;
    private boolean entered;
    private boolean over;

    Exchange(Dispatcher dispatcher, ExchangeRequest request, ClientStream client, Home home) {
        long startNanos = System.nanoTime();
        this.requestedModel = request.facts().requestedModel();
        this.tally = new Tally(requestedModel, startNanos);
        this.context = new ExchangeContext(dispatcher, request, client, home, startNanos);
        this.reply = context.reply();
        this.conversation = new Conversation(context);
        this.keeper = home.ticking(this::keepAlive);
    }

    @Override
    public void start() {
        entered = context.request().snapshot().enter();
        context.dispatcher().started(this);
        context.dispatcher().retryBudget().request();
        Choices found;
        try {
            if (!context.stored().isAll()) {
                Requested.requireAllowed(
                        requestedModel, context.request().caller().models());
            }
            int answered = context.open();
            if (answered != 0) {
                finish(answered, null);
                return;
            }
            Optional<ChatResponse> answer = context.answerOfInterceptor();
            if (answer.isPresent()) {
                context.answer(answer.get(), new OwnAnswer(this, context));
                return;
            }
            found = Requested.choices(context);
        } catch (Throwable thrown) {
            end(GatewayError.of(Defects.explain(thrown, context.requestId()), context.requestId()));
            return;
        }
        if (!context.keepAlive().isZero()) {
            context.home().onIo(() -> context.dispatcher().ticks().add(context.io(), keeper));
        }
        choices = found;
        if (found.any().isEmpty()) {
            giveUp(GatewayError.of(Attempts.notOffered(context), context.requestId()));
            return;
        }
        conversation.find(() -> first(found));
    }

    private void first(Choices among) {
        if (over) {
            return;
        }
        Optional<Permit> permit =
                conversation.credential().flatMap(among::prefer).or(() -> among.next(any -> true));
        if (permit.isEmpty()) {
            giveUp(ErrorReport.nobody(context.facts().requestedModel(), among, context.requestId()));
            return;
        }
        launch(permit.get());
        Duration hedgeAfter = context.request().snapshot().config().routing().hedgeAfter();
        if (!hedgeAfter.isZero() && !over && !context.canonicalView()) {
            context.home().executeAfter(() -> hedge(among), hedgeAfter);
        }
    }

    private void launch(Permit permit) {
        if (over) {
            permit.neutral();
            return;
        }
        Trial trial = new Trial(context, this, permit);
        trials.add(trial);
        tally.begun();
        about(trial);
        trial.start();
    }

    private void about(Trial trial) {
        tally.about(trial.candidate());
        reply.answeredBy(trial.candidate(), tally.attempts());
    }

    /** The first candidate has not been heard of for too long: another one runs beside it, if the budget allows. */
    private void hedge(Choices among) {
        boolean waiting = !over
                && !reply.committed()
                && trials.size() == 1
                && !trials.get(0).heard();
        if (waiting && context.dispatcher().retryBudget().take()) {
            among.beside().ifPresent(this::launch);
        }
    }

    // What trials report.

    void used(Usage reported) {
        tally.used(reported);
    }

    /** This one is about to give the client its first content. */
    void answering(Trial winner) {
        for (Trial trial : List.copyOf(trials)) {
            if (trial != winner) {
                ended(trial, ErrorCode.CLIENT_CLOSED.status());
                trial.cancel();
            }
        }
        about(winner);
        conversation.keep(winner.candidate());
        if (context.facts().stream()) {
            context.letGoOfRequest();
        }
    }

    void succeeded() {
        finish(reply.status(), null);
    }

    /** Whether a trial whose kept token was refused may be repeated with a fresh one. */
    boolean renews(Trial trial) {
        return !over && !reply.committed() && choices != null && trials.contains(trial);
    }

    void renew(Trial trial, AttemptFailure refused) {
        log(refused);
        ended(trial, report(refused).status());
        if (choices != null) {
            choices.again(trial.candidate()).ifPresentOrElse(this::launch, () -> giveUp(report(refused)));
        }
    }

    void failed(Trial trial, AttemptFailure failure) {
        if (over) {
            return;
        }
        ended(trial, ErrorReport.of(failure, context.requestId()).status());
        log(failure);
        if (reply.committed()) {
            breakOff(trial, ErrorReport.of(failure, context.requestId()));
        } else if (trials.isEmpty() || !failure.judgement().retryElsewhere()) {
            cancelTrials();
            follow(failure);
        }
    }

    private void follow(AttemptFailure failure) {
        RetryDecision.Step step = retries().after(failure);
        if (step.permit().isEmpty()) {
            giveUp(report(failure));
        } else if (step.delay().isZero()) {
            launch(step.permit().get());
        } else {
            Permit next = step.permit().get();
            if (context.counts()) { // is not waited for: an estimate is at hand
                next.neutral();
                giveUp(report(failure));
                return;
            }
            context.home().executeAfter(() -> launch(next), step.delay());
        }
    }

    /** Nobody answers: a count is estimated, anything else fails. */
    private void giveUp(GatewayError error) {
        Optional<Candidate> known = choices == null ? Optional.empty() : choices.anyServing();
        if (!context.counts() || known.isEmpty()) {
            end(error);
            return;
        }
        LocalCount count = new LocalCount(context, known.get());
        count.count(tokens -> estimated(count, tokens));
    }

    private void estimated(LocalCount count, LongSupplier tokens) {
        if (over) {
            return;
        }
        try {
            count.tell(tokens.getAsLong());
            succeeded();
        } catch (RuntimeException | Error thrown) {
            end(GatewayError.of(Defects.explain(thrown, context.requestId()), context.requestId()));
        }
    }

    /** Made at the first failure, so that an exchange without one does not pay for it. */
    private RetryDecision retries() {
        RetryDecision decision = retries;
        if (decision == null) {
            GatewayConfig config = context.request().snapshot().config();
            decision = new RetryDecision(
                    Objects.requireNonNull(choices),
                    config.retry(),
                    config.streaming().bootstrapRetries(),
                    context.dispatcher().retryBudget()::take);
            retries = decision;
        }
        return decision;
    }

    private GatewayError report(AttemptFailure failure) {
        GatewayError error = ErrorReport.of(failure, context.requestId());
        return choices == null ? error : ErrorReport.withWait(error, choices);
    }

    private void cancelTrials() {
        List<Trial> cancelled = List.copyOf(trials);
        cancelled.forEach(trial -> ended(trial, ErrorCode.CLIENT_CLOSED.status()));
        cancelled.forEach(Trial::cancel);
    }

    private void ended(Trial trial, int status) {
        if (trials.remove(trial)) {
            tally.over(trial.candidate(), status);
        }
    }

    private void log(AttemptFailure failure) {
        LOG.info("exchange {} attempt {} at {}", context.requestId(), tally.attempts(), failure.described());
    }

    private void breakOff(Trial trial, GatewayError error) {
        try {
            trial.breakOff(error);
        } catch (RuntimeException thrown) {
            LOG.error("exchange {}: the error could not be told to the client", context.requestId(), thrown);
            reply.abort();
        }
        finish(reply.status(), error.code());
    }

    private void end(GatewayError error) {
        try {
            reply.fail(error);
        } catch (RuntimeException thrown) {
            LOG.error("exchange {}: the error could not be told to the client", context.requestId(), thrown);
            reply.abort();
        }
        finish(reply.status(), error.code());
    }

    // What the client's side reports.

    @Override
    public void drained() {
        if (!over) {
            List.copyOf(trials).forEach(Trial::resume);
        }
    }

    @Override
    public void gone() {
        if (!over) {
            cancelTrials();
            finish(ErrorCode.CLIENT_CLOSED.status(), ErrorCode.CLIENT_CLOSED);
        }
    }

    /** What others may know of it; from any thread. */
    OpenExchange describe() {
        Candidate last = tally.last();
        return new OpenExchange(
                context.request().snapshot(),
                context.clientFormat(),
                last == null ? null : last.provider().id(),
                context.facts().stream());
    }

    /** Ends it with an error; from any thread. */
    void expire(String message) {
        context.home().execute(() -> expireNow(message));
    }

    private void expireNow(String message) {
        if (over) {
            return;
        }
        GatewayError error = GatewayError.of(ErrorCode.SHUTTING_DOWN, message, context.requestId());
        if (reply.committed() && trials.size() == 1) {
            Trial running = trials.get(0);
            ended(running, error.status());
            running.cancel();
            breakOff(running, error);
        } else {
            cancelTrials();
            end(error);
        }
    }

    private void keepAlive(long nowNanos) {
        boolean silent =
                nowNanos - reply.lastWriteNanos() >= context.keepAlive().toNanos();
        if (!over && silent && !context.congested() && trials.stream().allMatch(Trial::betweenEvents)) {
            reply.keepAlive();
        }
    }

    private void finish(int status, @Nullable ErrorCode error) {
        if (over) {
            return;
        }
        over = true;
        // what the interruption made of it is nobody's failure
        boolean left = context.home().clientLeft() && !reply.complete();
        Tally.Ending ending = left ? Tally.Ending.of(ErrorCode.CLIENT_CLOSED) : new Tally.Ending(status, error);
        context.home().onIo(() -> context.dispatcher().ticks().remove(context.io(), keeper));
        context.home().leave();
        context.dispatcher().finished(this, context, tally.record(context, asIntercepted(ending)));
        tally.tell(context, trials, ending.status());
        if (entered) {
            context.request().snapshot().leave();
        }
    }

    /** An interceptor may have refused what had been answered so. */
    private Tally.Ending asIntercepted(Tally.Ending ending) {
        Interceptions interceptions = context.interceptions();
        GatewayException refusal = interceptions == null ? null : interceptions.refusal();
        return refusal == null ? ending : Tally.Ending.of(refusal.code());
    }
}
