package dev.aiproxy.runtime.metrics;

import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.api.exchange.UsageListener;
import dev.aiproxy.api.wire.Operation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One log line per exchange. */
public final class ExchangeLog implements UsageListener {
    /** The logger's name. */
    public static final String NAME = "exchange";

    private static final Logger LOG = LoggerFactory.getLogger(NAME);

    @Override
    public void finished(ExchangeRecord exchange) {
        if (LOG.isInfoEnabled()) {
            LOG.info("{}", fields(exchange));
        }
    }

    static LogFields fields(ExchangeRecord exchange) {
        LogFields fields = new LogFields(NAME)
                .word("request_id", exchange.requestId())
                .word("format", exchange.clientFormat().id());
        if (!exchange.operation().equals(Operation.CHAT)) {
            fields.word("operation", exchange.operation().id());
        }
        if (exchange.stream()) {
            fields.word("stream", true);
        }
        fields.field("key", exchange.clientKey())
                .field("client", exchange.clientAddress())
                .field("model", exchange.requestedModel())
                .field("provider", exchange.provider())
                .field("credential", exchange.credential())
                .field("attempts", exchange.attempts())
                .field("status", exchange.status())
                .field("error", exchange.error())
                .field("in", exchange.usage().inputTokens())
                .field("cached", exchange.usage().cachedInputTokens())
                .field("out", exchange.usage().outputTokens())
                .field("reasoning", exchange.usage().reasoningTokens())
                .field("ms", exchange.duration().toMillis());
        if (exchange.timeToFirstToken() != null) {
            fields.field("first_ms", exchange.timeToFirstToken().toMillis());
        }
        return fields.field("upstream_id", exchange.upstreamRequestId()).field("trace", exchange.traceId());
    }

    /** One line for a request that was not routed. */
    public static void write(EdgeRecord request) {
        if (LOG.isInfoEnabled()) {
            LOG.info("{}", fields(request));
        }
    }

    static LogFields fields(EdgeRecord request) {
        LogFields fields =
                new LogFields(request.error() == null ? NAME : "refused").word("request_id", request.requestId());
        if (request.error() != null) {
            fields.word("refused", true);
        }
        return fields.field("format", request.format())
                .field("operation", request.operation())
                .field("client", request.client())
                .field("status", request.status())
                .field("error", request.error());
    }
}
