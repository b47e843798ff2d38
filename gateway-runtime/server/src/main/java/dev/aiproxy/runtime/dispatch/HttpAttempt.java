package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.provider.Failure;
import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.provider.TokenFlow;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.provider.UpstreamFailure;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.ResponseHead;
import dev.aiproxy.runtime.routing.Candidate;
import dev.aiproxy.runtime.upstream.UpstreamExchange;
import dev.aiproxy.runtime.upstream.UpstreamFault;
import dev.aiproxy.runtime.upstream.UpstreamListener;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A try over HTTP: token, body, request, then the answer through a {@link Relay}. */
final class HttpAttempt implements Attempt, UpstreamListener {
    private static final int PARSED_ON_IO_THREAD = 256 * 1024;

    private final ExchangeContext exchange;
    private final AttemptOutcome outcome;
    private final Candidate candidate;
    private final HttpProvider provider;
    private final HttpConversation conversation;
    private @Nullable UpstreamCall call;
    private Optional<Secret> token = Optional.empty();
    private @Nullable UpstreamExchange upstream;
    private @Nullable Relay relay;
    private @Nullable Secret keptToken;
    private Headers answered = Headers.none();
    private boolean over;

    HttpAttempt(
            ExchangeContext exchange,
            AttemptOutcome outcome,
            Candidate candidate,
            HttpProvider provider,
            HttpConversation conversation) {
        this.exchange = exchange;
        this.outcome = outcome;
        this.candidate = candidate;
        this.provider = provider;
        this.conversation = conversation;
    }

    @Override
    public Candidate candidate() {
        return candidate;
    }

    @Override
    public void start() {
        var flow = provider.tokens(candidate.credential());
        if (flow.isEmpty()) {
            build(Optional.empty());
        } else {
            exchange.home().onIo(() -> obtain(flow.get()));
        }
    }

    private void obtain(TokenFlow flow) {
        exchange.dispatcher()
                .tokens()
                .obtain(
                        candidate,
                        flow,
                        exchange.upstreamOptions(candidate),
                        exchange.io(),
                        answer -> exchange.home().arrive(() -> granted(answer)));
    }

    private void granted(TokenCache.Answer answer) {
        if (over) {
            return;
        }
        if (answer.token().isEmpty()) {
            over = true;
            outcome.failed(answer.failure());
        } else {
            keptToken = answer.kept() ? answer.token().get() : null;
            guarded(() -> build(answer.token()));
        }
    }

    private void build(Optional<Secret> token) {
        if (conversation.heavy() && exchange.request().body().length() > PARSED_ON_IO_THREAD) {
            exchange.dispatcher().worker().execute(() -> buildElsewhere(token));
        } else {
            send(conversation.call(token));
        }
    }

    private void buildElsewhere(Optional<Secret> token) {
        UpstreamCall built;
        try {
            built = conversation.call(token);
        } catch (Throwable thrown) {
            exchange.home().execute(() -> refuse(thrown));
            return;
        }
        exchange.home().execute(() -> {
            if (!over) {
                guarded(() -> send(built));
            }
        });
    }

    private void send(UpstreamCall built) {
        call = built;
        token = built.token();
        UpstreamRequest request = provider.prepare(built);
        upstream = exchange.home()
                .send(
                        UpstreamHeaders.complete(request, provider, built, candidate.credential()),
                        built.body().duplicate(),
                        exchange.upstreamOptions(candidate),
                        this);
    }

    @Override
    public void head(ResponseHead head) {
        guarded(() -> {
            answered = head.headers();
            tellHeaders();
            relay = conversation.relay(head, outcome);
        });
    }

    @Override
    public void data(ByteBuffer bytes) {
        if (over || relay == null) {
            return;
        }
        try {
            relay.data(bytes);
        } catch (Throwable thrown) {
            refuse(thrown);
        }
        pauseIfCongested();
    }

    @Override
    public void batchEnd() {
        if (over || relay == null) {
            return;
        }
        try {
            relay.batchEnd();
        } catch (Throwable thrown) {
            refuse(thrown);
        }
        pauseIfCongested();
    }

    @Override
    public void complete() {
        if (relay != null) {
            Relay open = relay;
            guarded(open::complete);
        }
    }

    @Override
    public void failed(UpstreamFault fault) {
        if (relay != null) {
            Relay open = relay;
            guarded(() -> open.failed(fault));
        } else if (!over) {
            outcome.failed(Failures.of(fault));
        }
    }

    @Override
    public void pause() {
        if (upstream != null) {
            upstream.pause();
        }
    }

    @Override
    public void resume() {
        if (upstream != null) {
            upstream.resume();
        }
    }

    @Override
    public void cancel() {
        if (!over && relay != null) {
            told(relay::cancelled);
        }
        over = true;
        if (upstream != null) {
            upstream.cancel();
        }
    }

    @Override
    public boolean betweenEvents() {
        return relay == null || relay.betweenEvents();
    }

    @Override
    public boolean heard() {
        return relay != null;
    }

    @Override
    public boolean streaming() {
        return relay instanceof StreamPassthrough || relay instanceof StreamTranslation;
    }

    @Override
    public Failure classify(UpstreamFailure failure) {
        return provider.classify(failure);
    }

    @Override
    public void breakOff(GatewayError error) {
        if (relay == null) {
            throw new GatewayException(ErrorCode.INTERNAL, "an exchange was committed without an answer");
        }
        relay.breakOff(error);
    }

    /** The token that the upstream was given, if it was given one. */
    Optional<Secret> token() {
        return token;
    }

    /** Forgets the token that the upstream refused; tells whether it was an older one, so that a fresh one may do. */
    boolean forgetToken() {
        Secret refused = keptToken;
        exchange.dispatcher().tokens().forget(candidate, token());
        return refused != null;
    }

    /** The headers of this upstream, and of no other, are those that go with the answer. */
    private void tellHeaders() {
        exchange.reply().upstreamAnswers(answered);
    }

    /** This is the attempt that answers. */
    void answering() {
        tellHeaders();
        if (exchange.facts().stream()) { // which may last, so that the request is not kept until its end
            learn();
        }
    }

    /** The client has its answer. */
    void succeeded() {
        over = true;
        learn();
    }

    /** The provider may learn from a success, and cannot spoil it. */
    private void learn() {
        UpstreamCall successful = call;
        call = null;
        if (successful != null) {
            told(() -> provider.succeeded(successful));
        }
    }

    /** The exchange ends whatever a plugin makes of the news. */
    private void told(Runnable news) {
        try {
            news.run();
        } catch (Throwable thrown) {
            var unused = Defects.explain(thrown, exchange.requestId());
        }
    }

    private void pauseIfCongested() {
        if (!over && upstream != null && exchange.congested()) {
            upstream.pause();
        }
    }

    private void guarded(Runnable step) {
        if (over) {
            return;
        }
        try {
            step.run();
        } catch (Throwable thrown) {
            refuse(thrown);
        }
    }

    private void refuse(Throwable thrown) {
        if (!over) {
            outcome.refused(Defects.explain(thrown, exchange.requestId()));
        }
    }
}
