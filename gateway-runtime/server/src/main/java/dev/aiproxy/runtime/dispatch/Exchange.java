package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.provider.Failure;
import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.LocalProvider;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.provider.UpstreamFailure;
import dev.aiproxy.api.translate.ChatCodec;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.OpaqueState;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.runtime.routing.Candidate;
import dev.aiproxy.runtime.upstream.UpstreamTimeouts;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.XnioIoThread;

/**
 * One client request from route to record. Everything here happens on the exchange's IO thread, so nothing is locked. Attempts
 * follow each other until one commits or none is left; after the commit there is only that one.
 */
final class Exchange implements ClientListener, AttemptOutcome, Ticks.Tick {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final Dispatcher dispatcher;
    private final ExchangeRequest request;
    private final long startNanos = System.nanoTime();
    private final @Nullable ClientCodec codec;
    private final ClientReply reply;
    private final ClientStream client;
    private @Nullable ChatRequest chatRequest;
    private @Nullable RetryDecision retries;
    private @Nullable Attempt attempt;
    private @Nullable Candidate lastCandidate;
    private Usage usage = Usage.UNKNOWN;
    private int attempts;
    private boolean over;

    Exchange(Dispatcher dispatcher, ExchangeRequest request, ClientStream client) {
        this.dispatcher = dispatcher;
        this.request = request;
        this.client = client;
        boolean chat = request.facts().endpoint().operation().equals(Operation.CHAT);
        this.codec = chat ? clientCodec() : null;
        this.reply = new ClientReply(request, client, codec, startNanos);
    }

    void start() {
        List<Candidate> candidates;
        try {
            candidates = candidates();
        } catch (Throwable thrown) {
            end(GatewayError.of(PluginFaults.explain(thrown, requestId()), requestId()));
            return;
        }
        if (candidates.isEmpty()) {
            end(GatewayError.of(unknownModel(), requestId()));
            return;
        }
        if (facts().stream() && !keepAlive().isZero()) {
            dispatcher.ticks().add(io(), this);
        }
        retries = new RetryDecision(candidates, request.snapshot().config().retry());
        attempt(candidates.get(0));
    }

    private @Nullable ClientCodec clientCodec() {
        Translator translator = request.translator();
        return PluginFaults.required(translator.chat(), translator, "chat")
                .map(chat -> PluginFaults.required(chat.client(request.facts(), state()), chat, "client"))
                .orElse(null);
    }

    private List<Candidate> candidates() {
        String model = facts().requestedModel();
        return model.isEmpty()
                ? request.snapshot().router().all()
                : request.snapshot().router().candidates(model);
    }

    private GatewayException unknownModel() {
        String model = facts().requestedModel();
        List<String> nearest = request.snapshot().router().nearest(model);
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
            refused(PluginFaults.explain(thrown, requestId()));
        }
    }

    private Attempt attemptAt(Candidate candidate) {
        var provider = candidate.provider().instance();
        if (provider instanceof LocalProvider local) {
            requireChat(candidate);
            return new LocalAttempt(this, candidate, local);
        }
        HttpProvider http = (HttpProvider) provider;
        Operation operation = facts().endpoint().operation();
        WireFormat format = PluginFaults.required(
                        http.format(operation, candidate.credential(), candidate.upstreamModel()), http, "format")
                .orElseThrow(() -> notOffered(candidate));
        if (format.equals(clientFormat())) {
            return new HttpAttempt(this, candidate, http, new Passthrough(this, candidate, http));
        }
        requireChat(candidate);
        return new HttpAttempt(this, candidate, http, new Translation(this, candidate, http, format));
    }

    private void requireChat(Candidate candidate) {
        if (codec == null) {
            throw notOffered(candidate);
        }
    }

    private GatewayException notOffered(Candidate candidate) {
        return new GatewayException(
                ErrorCode.UNSUPPORTED,
                "provider '" + candidate.provider().id() + "' does not offer "
                        + facts().endpoint().operation() + " for this client format");
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
            value = AttemptFailure.of(failing.candidate(), failing.classify(failure), failure);
            if (value.judgement().kind() == Failure.Kind.CREDENTIAL) {
                dispatcher.tokens().forget(failing.candidate());
            }
        } catch (Throwable thrown) {
            refused(PluginFaults.explain(thrown, requestId()));
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
            breakOff(failing, ErrorReport.of(failure, requestId()));
            return;
        }
        attempt = null;
        RetryDecision.Step step = retries == null ? RetryDecision.Step.NONE : retries.after(failure);
        if (step.candidate().isEmpty()) {
            end(ErrorReport.of(failure, requestId()));
        } else if (step.delay().isZero()) {
            attempt(step.candidate().get());
        } else {
            Candidate next = step.candidate().get();
            io().executeAfter(() -> attempt(next), step.delay().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void log(AttemptFailure failure) {
        UpstreamFailure upstream = failure.upstream();
        LOG.info(
                "exchange {} attempt {} at provider {} credential {} failed: {}",
                requestId(),
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
            LOG.error("exchange {}: the error could not be told to the client", requestId(), thrown);
            reply.abort();
        }
        finish(reply.status(), error.code());
    }

    private void end(GatewayError error) {
        try {
            reply.fail(error);
        } catch (RuntimeException thrown) {
            LOG.error("exchange {}: the error could not be told to the client", requestId(), thrown);
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
        boolean silent = nowNanos - reply.lastWriteNanos() >= keepAlive().toNanos();
        if (!over && silent && !client.congested() && (attempt == null || attempt.betweenEvents())) {
            reply.keepAlive();
        }
    }

    private void finish(int status, @Nullable ErrorCode error) {
        if (over) {
            return;
        }
        over = true;
        dispatcher.ticks().remove(io(), this);
        dispatcher.finished(record(status, error));
    }

    private ExchangeRecord record(int status, @Nullable ErrorCode error) {
        long first = reply.firstContentNanos();
        Candidate last = lastCandidate;
        return new ExchangeRecord(
                requestId(),
                facts().receivedAt(),
                clientFormat(),
                facts().requestedModel(),
                last == null ? null : last.provider().id(),
                last == null ? null : last.credential().name(),
                last == null ? null : last.upstreamModel(),
                facts().stream(),
                attempts,
                status,
                error,
                usage,
                Duration.ofNanos(System.nanoTime() - startNanos),
                first == 0 ? null : Duration.ofNanos(first - startNanos));
    }

    // What attempts ask.

    Dispatcher dispatcher() {
        return dispatcher;
    }

    ExchangeRequest request() {
        return request;
    }

    RequestFacts facts() {
        return request.facts();
    }

    String requestId() {
        return request.facts().requestId();
    }

    XnioIoThread io() {
        return request.io();
    }

    ClientReply reply() {
        return reply;
    }

    boolean congested() {
        return client.congested();
    }

    WireFormat clientFormat() {
        return request.translator().format();
    }

    OpaqueState state() {
        return dispatcher.opaque().of(request.clientScope());
    }

    StreamWriter writer() {
        return PluginFaults.required(codec().writer(), codec(), "writer");
    }

    /** The client's side of a conversation. */
    ClientCodec codec() {
        if (codec == null) {
            throw new GatewayException(ErrorCode.INTERNAL, "not a conversation");
        }
        return codec;
    }

    /** The conversations of the client's format. */
    ChatCodec chat() {
        return request.translator()
                .chat()
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.PLUGIN_FAULT,
                        "wire format '" + clientFormat() + "' declares a chat endpoint, but has no conversations"));
    }

    /** The request in canonical form, read at first use. */
    ChatRequest chatRequest() {
        ChatRequest read = chatRequest;
        if (read == null) {
            read = PluginFaults.required(codec().readRequest(request.body().tree()), codec(), "readRequest");
            chatRequest = read;
        }
        return read;
    }

    Translator translator(WireFormat format) {
        Translator translator = request.snapshot().translators().get(format);
        if (translator == null) {
            throw new GatewayException(ErrorCode.INTERNAL, "no plugin brings the wire format '" + format + "'");
        }
        return translator;
    }

    TargetFacts targetFacts(Candidate candidate) {
        return new TargetFacts(
                candidate.provider().id(),
                candidate.upstreamModel(),
                facts().stream(),
                clientFormat(),
                facts().receivedAt(),
                facts().ids());
    }

    UpstreamCall call(Candidate candidate, WireFormat format, Optional<Secret> token, ByteBuffer body) {
        return new UpstreamCall(
                facts().endpoint().operation(),
                candidate.credential(),
                format,
                candidate.upstreamModel(),
                facts().stream(),
                facts(),
                token,
                body);
    }

    UpstreamTimeouts timeouts() {
        var timeouts = request.snapshot().config().timeouts();
        return new UpstreamTimeouts(timeouts.connect(), timeouts.request(), timeouts.request());
    }

    private Duration keepAlive() {
        return request.snapshot().config().streaming().keepalive();
    }
}
