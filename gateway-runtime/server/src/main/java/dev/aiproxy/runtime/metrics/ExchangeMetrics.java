package dev.aiproxy.runtime.metrics;

import com.codahale.metrics.MetricRegistry;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.api.exchange.UsageListener;
import org.jspecify.annotations.Nullable;

/** Counts exchanges, attempts, errors, latency and tokens. Thread-safe. */
public final class ExchangeMetrics implements UsageListener {
    private final MetricRegistry registry = new MetricRegistry();

    @Override
    public void finished(ExchangeRecord exchange) {
        registry.counter("requests").inc();
        registry.counter("attempts").inc(exchange.attempts());
        registry.timer("duration").update(exchange.duration());
        if (exchange.error() != null) {
            registry.counter("errors[code=" + exchange.error() + "]").inc();
        }
        if (exchange.timeToFirstToken() != null) {
            registry.timer("time_to_first_token").update(exchange.timeToFirstToken());
        }
        count(exchange.usage());
    }

    private void count(Usage usage) {
        tokens("input", usage.inputTokens());
        tokens("cached", usage.cachedInputTokens());
        tokens("output", usage.outputTokens());
        tokens("reasoning", usage.reasoningTokens());
    }

    private void tokens(String kind, @Nullable Long count) {
        if (count != null) {
            registry.counter("tokens[kind=" + kind + "]").inc(count);
        }
    }
}
