package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.provider.UpstreamFailure;
import dev.aiproxy.runtime.config.Redaction;

/** What becomes of an answer that no candidate gave. */
record OwnAnswer(Exchange exchange, ExchangeContext context) implements AttemptOutcome {
    @Override
    public Redaction redaction() {
        return context.request().snapshot().config().redaction();
    }

    @Override
    public void used(Usage reported) {
        exchange.used(reported);
    }

    @Override
    public void answering() {}

    @Override
    public void succeeded() {
        exchange.succeeded();
    }

    @Override
    public void failed(UpstreamFailure failure) {
        throw new IllegalStateException("an interceptor's answer cannot fail upstream");
    }

    @Override
    public void refused(GatewayException reason) {
        throw reason;
    }
}
