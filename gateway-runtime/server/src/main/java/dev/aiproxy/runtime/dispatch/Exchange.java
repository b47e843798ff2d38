package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.provider.Failure;
import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.LocalProvider;
import dev.aiproxy.api.provider.UpstreamFailure;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.runtime.config.GatewayConfig;
import dev.aiproxy.runtime.routing.Candidate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client request from route to record. Everything here happens on the exchange's IO thread, so nothing is locked. Attempts
 * follow each other until one commits or none is left; after the commit there is only that one.
 */
final class Exchange implements ClientListener, AttemptOutcome, Ticks.Tick {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final long startNanos = System.nanoTime();
    private final ExchangeContext context;
    private final ClientReply reply;
    private List<Candidate> candidates = List.of();
    private @Nullable RetryDecision retries;
    private @Nullable Attempt attempt;
    private @Nullable Candidate lastCandidate;
    private Usage usage = Usage.UNKNOWN;
    private int attempts;
    private boolean over;

    Exchange(Dispatcher dispatcher, ExchangeRequest request, ClientStream client) {
        this.context = new ExchangeContext(dispatcher, request, client, startNanos);
        this.reply = context.reply();
    }

    void start() {
        try {
            candidates = candidates();
        } catch (Throwable thrown) {
            end(GatewayError.of(Defects.explain(thrown, context.requestId()), context.requestId()));
            return;
        }
        if (candidates.isEmpty()) {
            end(GatewayError.of(unknownModel(), context.requestId()));
            return;
        }
        if (context.facts().stream() && !context.keepAlive().isZero()) {
            context.dispatcher().ticks().add(context.io(), this);
        }
        attempt(candidates.get(0));
    }

    private List<Candidate> candidates() {
        String model = context.facts().requestedModel();
        requireAllowed(model);
        return model.isEmpty()
                ? context.request().snapshot().router().all()
                : context.request().snapshot().router().candidates(model);
    }

    /** The same answer for every model that the key is not for, so that it does not tell which ones there are. */
    private void requireAllowed(String model) {
        Caller caller = context.request().caller();
        if (caller.models().areAll() || (!model.isEmpty() && caller.models().match(model))) {
            return;
        }
        throw new GatewayException(
                ErrorCode.FORBIDDEN,
                model.isEmpty()
                        ? "the API key is limited to models, and this request names none"
                        : "the API key may not be used for the model '" + model + "'");
    }

    private GatewayException unknownModel() {
        String model = context.facts().requestedModel();
        List<String> nearest = context.request().snapshot().router().nearest(model).stream()
                .filter(context.request().caller().models()::match)
                .toList();
        String hint = nearest.isEmpty() ? "" : "; did you mean " + String.join(", ", nearest) + "?";
        return new GatewayException(
                ErrorCode.MODEL_NOT_FOUND, "no configured provider serves the model '" + model + "'" + hint);
    }

    private void attempt(Candidate candidate) {
        if (over) {
            return;
        }
        attempts++;
        lastCandidate = candidate;
        try {
            attempt = attemptAt(candidate);
            attempt.start();
        } catch (Throwable thrown) {
            refused(Defects.explain(thrown, context.requestId()));
        }
    }

    private Attempt attemptAt(Candidate candidate) {
        var provider = candidate.provider().instance();
        if (provider instanceof LocalProvider local) {
            requireChat(candidate);
            return new LocalAttempt(context, this, candidate, local);
        }
        HttpProvider http = (HttpProvider) provider;
        Operation operation = context.facts().endpoint().operation();
        WireFormat format = http.format(operation, candidate.credential(), candidate.upstreamModel())
                .orElseThrow(() -> notOffered(candidate));
        if (format.equals(context.clientFormat())) {
            return new HttpAttempt(context, this, candidate, http, new Passthrough(context, candidate, http));
        }
        requireChat(candidate);
        return new HttpAttempt(context, this, candidate, http, new Translation(context, candidate, http, format));
    }

    private void requireChat(Candidate candidate) {
        if (!context.isChat()) {
            throw notOffered(candidate);
        }
    }

    private GatewayException notOffered(Candidate candidate) {
        return new GatewayException(
                ErrorCode.UNSUPPORTED,
                "provider '" + candidate.provider().id() + "' does not offer "
                        + context.facts().endpoint().operation() + " for this client format");
    }

    // What attempts report.

    @Override
    public void used(Usage reported) {
        usage = usage.updatedBy(reported);
    }

    @Override
    public void succeeded() {
        finish(reply.status(), null);
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
            value = AttemptFailure.of(failing.candidate(), failing.classify(failure), failure, failing.streaming());
            if (value.judgement().kind() == Failure.Kind.CREDENTIAL) {
                context.dispatcher().tokens().forget(failing.candidate());
            }
        } catch (Throwable thrown) {
            refused(Defects.explain(thrown, context.requestId()));
            return;
        }
        settle(failing, value);
    }

    @Override
    public void refused(GatewayException reason) {
        Candidate candidate = lastCandidate;
        if (!over && candidate != null) {
            settle(attempt, AttemptFailure.of(candidate, reason));
        }
    }

    private void settle(@Nullable Attempt failing, AttemptFailure failure) {
        if (failing != null) {
            failing.cancel();
        }
        log(failure);
        if (reply.committed()) {
            breakOff(failing, ErrorReport.of(failure, context.requestId()));
            return;
        }
        attempt = null;
        RetryDecision.Step step = retries().after(failure);
        if (step.candidate().isEmpty()) {
            end(ErrorReport.of(failure, context.requestId()));
        } else if (step.delay().isZero()) {
            attempt(step.candidate().get());
        } else {
            Candidate next = step.candidate().get();
            context.io().executeAfter(() -> attempt(next), step.delay().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Made at the first failure, so that an exchange without one does not pay for it. */
    private RetryDecision retries() {
        RetryDecision decision = retries;
        if (decision == null) {
            GatewayConfig config = context.request().snapshot().config();
            decision = new RetryDecision(
                    candidates, config.retry(), config.streaming().bootstrapRetries());
            retries = decision;
        }
        return decision;
    }

    private void log(AttemptFailure failure) {
        UpstreamFailure upstream = failure.upstream();
        LOG.info(
                "exchange {} attempt {} at provider {} credential {} failed: {}",
                context.requestId(),
                attempts,
                failure.candidate().provider().id(),
                failure.candidate().credential().name(),
                upstream == null
                        ? String.valueOf(failure.thrown())
                        : upstream.cause() + " " + upstream.status() + " " + upstream.detail());
    }

    private void breakOff(@Nullable Attempt failing, GatewayError error) {
        try {
            if (failing != null) {
                failing.breakOff(error);
            }
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
        if (!over && attempt != null) {
            attempt.resume();
        }
    }

    @Override
    public void gone() {
        if (over) {
            return;
        }
        if (attempt != null) {
            attempt.cancel();
        }
        finish(ErrorCode.CLIENT_CLOSED.status(), ErrorCode.CLIENT_CLOSED);
    }

    @Override
    public void tick(long nowNanos) {
        boolean silent =
                nowNanos - reply.lastWriteNanos() >= context.keepAlive().toNanos();
        if (!over && silent && !context.congested() && (attempt == null || attempt.betweenEvents())) {
            reply.keepAlive();
        }
    }

    private void finish(int status, @Nullable ErrorCode error) {
        if (over) {
            return;
        }
        over = true;
        context.dispatcher().ticks().remove(context.io(), this);
        context.dispatcher().finished(record(status, error));
    }

    private ExchangeRecord record(int status, @Nullable ErrorCode error) {
        long first = reply.firstContentNanos();
        Candidate last = lastCandidate;
        return new ExchangeRecord(
                context.requestId(),
                context.facts().receivedAt(),
                context.clientFormat(),
                context.request().caller().key(),
                context.request().caller().address(),
                context.facts().requestedModel(),
                last == null ? null : last.provider().id(),
                last == null ? null : last.credential().name(),
                last == null ? null : last.upstreamModel(),
                context.facts().stream(),
                attempts,
                status,
                error,
                usage,
                Duration.ofNanos(System.nanoTime() - startNanos),
                first == 0 ? null : Duration.ofNanos(first - startNanos));
    }
}
