package dev.aiproxy.runtime.metrics;

import dev.aiproxy.runtime.dispatch.ExchangeRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One log line per exchange. */
public final class ExchangeLog implements ExchangeRecord.Listener {
    private static final Logger LOG = LoggerFactory.getLogger("exchange");

    @Override
    public void finished(ExchangeRecord exchange) {
        if (!LOG.isInfoEnabled()) {
            return;
        }
        StringBuilder line = new StringBuilder(160)
                .append(exchange.requestId())
                .append(' ')
                .append(exchange.clientFormat())
                .append(exchange.stream() ? " stream" : "");
        field(line, "key", exchange.clientKey());
        field(line, "client", exchange.clientAddress());
        field(line, "model", printable(exchange.requestedModel()));
        field(line, "provider", exchange.provider());
        field(line, "credential", exchange.credential());
        field(line, "attempts", exchange.attempts());
        field(line, "status", exchange.status());
        field(line, "error", exchange.error());
        field(line, "in", exchange.usage().inputTokens());
        field(line, "out", exchange.usage().outputTokens());
        field(line, "ms", exchange.duration().toMillis());
        if (exchange.timeToFirstToken() != null) {
            field(line, "first_ms", exchange.timeToFirstToken().toMillis());
        }
        LOG.info("{}", line);
    }

    private static void field(StringBuilder line, String name, @org.jspecify.annotations.Nullable Object value) {
        if (value != null) {
            line.append(' ').append(name).append('=').append(value);
        }
    }

    /** Clients choose model names: no line breaks or control characters reach the log. */
    private static String printable(String text) {
        String cut = text.length() > 100 ? text.substring(0, 100) + "…" : text;
        return cut.replaceAll("[\\p{Cntrl}\\s]", "?");
    }
}
