package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.exchange.CanonicalInterception;
import dev.aiproxy.api.exchange.CanonicalInterceptor;
import dev.aiproxy.api.exchange.CanonicalStep;
import dev.aiproxy.api.exchange.ExchangeFacts;
import dev.aiproxy.api.exchange.ExchangeInterceptor;
import dev.aiproxy.api.exchange.ExchangeInterceptor.OnFault;
import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.api.exchange.RawInterception;
import dev.aiproxy.api.exchange.RawInterceptor;
import dev.aiproxy.api.exchange.RawStep;
import dev.aiproxy.api.wire.Framing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How plugins take part in one exchange: asked in order on the request's way, and told in the opposite one on the answer's. */
final class Interceptions {
    private static final Logger LOG = LoggerFactory.getLogger(Interceptions.class);

    private final Hooks hooks;
    private final ClientStream client;
    private final List<RawLayer> layers = new ArrayList<>();
    private final CanonicalChain chain = new CanonicalChain();
    private int answered;
    private final List<Consumer<ExchangeRecord>> ends = new ArrayList<>();

    Interceptions(Hooks hooks, ClientStream client) {
        this.hooks = hooks;
        this.client = client;
    }

    /** Whether the plugin has failed, or is disabled, rather than refuse on purpose. */
    static boolean isFault(GatewayException thrown) {
        return thrown.code() == ErrorCode.PLUGIN_FAULT || thrown.code() == ErrorCode.PLUGIN_DISABLED;
    }

    /** What stands nearest to the routes: what is written here passes all layers. */
    ClientStream innermost() {
        return layers.isEmpty() ? client : layers.get(layers.size() - 1);
    }

    CanonicalChain chain() {
        return chain;
    }

    /** The status of the answer that a raw interceptor gave, 0 if none did. */
    int answered() {
        return answered;
    }

    /** Why a whole answer was replaced by an error; null if it was not. */
    @Nullable
    GatewayException refusal() {
        return layers.stream()
                .map(RawLayer::refusal)
                .filter(refusal -> refusal != null)
                .findFirst()
                .orElse(null);
    }

    void streaming(Framing framing) {
        layers.forEach(layer -> layer.streaming(framing));
    }

    /** The exchange is over, which each hears, whatever the others make of it. */
    void over(ExchangeRecord exchange) {
        for (int i = ends.size() - 1; i >= 0; i--) {
            try {
                ends.get(i).accept(exchange);
            } catch (RuntimeException named) {
                LOG.debug("an interceptor failed at the end of exchange {}", exchange.requestId(), named);
            }
        }
    }

    /**
     * Shows the request to the raw interceptors.
     *
     * @return the request as they left it; empty if one of them answered it, and the client has the answer
     * @throws GatewayException if one of them refused it
     */
    Optional<ExchangeRequest> raw(ExchangeRequest received) {
        ExchangeRequest request = received;
        for (RawInterceptor interceptor : hooks.raw()) {
            ExchangeFacts facts = facts(request);
            RawInterception taking = orNothing(interceptor, () -> interceptor.intercept(facts));
            if (taking == null) {
                continue;
            }
            ends.add(taking::end);
            ExchangeRequest shown = request;
            RawStep step = orNothing(interceptor, () -> Optional.of(taking.request(shown.body())));
            if (step instanceof RawStep.Answer answer) {
                send(answer);
                return Optional.empty();
            }
            if (step instanceof RawStep.Proceed proceed) {
                request = request.edited(proceed.edits(), proceed.model());
                layers.add(layer(taking, interceptor.onFault(), request));
            }
        }
        return Optional.of(request);
    }

    private RawLayer layer(RawInterception taking, OnFault onFault, ExchangeRequest request) {
        return new RawLayer(
                innermost(),
                taking,
                onFault,
                thrown -> request.translator()
                        .writeError(GatewayError.of(thrown, request.facts().requestId())));
    }

    private void send(RawStep.Answer answer) {
        answered = answer.status();
        ClientStream out = innermost();
        out.head(answer.status(), answer.headers(), answer.body().remaining());
        out.write(answer.body().duplicate());
        out.end();
    }

    /**
     * Shows a conversation to the canonical interceptors.
     *
     * @param context takes what they make of the request
     * @return the answer, if one of them gave it; those in front of it have not seen it yet
     * @throws GatewayException if one of them refused it
     */
    Optional<ChatResponse> canonical(ExchangeContext context) {
        for (CanonicalInterceptor interceptor : hooks.canonical()) {
            ExchangeFacts facts = facts(context.request());
            CanonicalInterception taking = orNothing(interceptor, () -> interceptor.intercept(facts));
            if (taking == null) {
                continue;
            }
            ends.add(taking::end);
            ChatRequest shown = context.chatRequest();
            CanonicalStep step = orNothing(interceptor, () -> Optional.of(taking.request(shown)));
            if (step instanceof CanonicalStep.Answer answer) {
                return Optional.of(answer.response());
            }
            if (step instanceof CanonicalStep.Proceed proceed) {
                context.proceed(proceed.request(), proceed.model());
                chain.add(taking, interceptor.onFault());
            }
        }
        return Optional.empty();
    }

    /** What the interceptor says; null if it stays out, or has failed and the exchange goes on without it. */
    private static <T> @Nullable T orNothing(ExchangeInterceptor interceptor, Supplier<Optional<T>> call) {
        try {
            return call.get().orElse(null);
        } catch (GatewayException thrown) {
            if (interceptor.onFault() == OnFault.FAIL_OPEN && isFault(thrown)) {
                return null;
            }
            throw thrown;
        }
    }

    private static ExchangeFacts facts(ExchangeRequest request) {
        return new ExchangeFacts(
                request.facts(),
                request.translator().format(),
                request.caller().key(),
                request.caller().address());
    }
}
