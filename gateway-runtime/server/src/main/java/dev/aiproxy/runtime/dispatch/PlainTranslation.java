package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.UpstreamCodec;
import tools.jackson.databind.JsonNode;

/** Reads an upstream's whole answer and writes it to the client in another format. */
final class PlainTranslation extends WholeAnswer {
    private final ExchangeContext exchange;
    private final UpstreamCodec upstream;
    private final AttemptOutcome outcome;

    PlainTranslation(ExchangeContext exchange, UpstreamCodec upstream, AttemptOutcome outcome) {
        super(outcome);
        this.exchange = exchange;
        this.upstream = upstream;
        this.outcome = outcome;
    }

    @Override
    void deliver(JsonNode answer) {
        exchange.deliver(upstream.readResponse(answer), outcome);
    }

    @Override
    public void breakOff(GatewayError error) {
        exchange.reply().abort();
    }
}
