package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.TokenRates;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.runtime.routing.Candidate;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Estimates the tokens of a conversation in this process: what a client that asks for a count gets when no upstream counts. Only a
 * conversation that cannot be read is refused.
 */
final class LocalCount {
    /** Tells a client that the count is an estimate. */
    static final String HEADER = "x-ai-proxy-token-count";

    private static final int COUNTED_ON_IO_THREAD = 64 * 1024;

    private final ExchangeContext exchange;
    private final Candidate candidate;

    /** @param candidate whose provider knows the rates */
    LocalCount(ExchangeContext exchange, Candidate candidate) {
        this.exchange = exchange;
        this.candidate = candidate;
    }

    /** @param then gets the figure, or throws it away; at the exchange's home */
    void count(Consumer<LongSupplier> then) {
        if (exchange.request().body().length() <= COUNTED_ON_IO_THREAD) {
            then.accept(this::estimate);
            return;
        }
        exchange.dispatcher().worker().execute(() -> {
            LongSupplier counted = counted();
            exchange.home().execute(() -> then.accept(counted));
        });
    }

    /** Gives the client its answer. */
    void tell(long tokens) {
        exchange.reply().answer(exchange.written(tokens), Headers.of(HEADER, "estimate"));
    }

    private LongSupplier counted() {
        try {
            long tokens = estimate();
            return () -> tokens;
        } catch (RuntimeException | Error thrown) {
            GatewayException refusal = Defects.explain(thrown, exchange.requestId());
            return () -> {
                throw refusal;
            };
        }
    }

    private long estimate() {
        ChatRequest request = exchange.chatRequest();
        try {
            return candidate
                    .provider()
                    .instance()
                    .estimateTokens(request, candidate.credential(), candidate.upstreamModel());
        } catch (GatewayException fault) { // the plugin's guard has named it in the log
            return TokenRates.DEFAULT.estimate(request);
        }
    }
}
