package dev.aiproxy.runtime.metrics;

import com.codahale.metrics.Histogram;
import com.codahale.metrics.Snapshot;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.api.exchange.UsageListener;
import dev.aiproxy.api.wire.Json;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Counts exchanges, attempts, errors, latency and tokens. Thread-safe. */
public final class ExchangeMetrics implements UsageListener {
    private static final int MOST_MODELS = 1000;
    private static final String NONE = "none";

    private final SeriesRegistry series = new SeriesRegistry();
    private final Exposition exposition = new Exposition(series);
    private final Set<String> answered = ConcurrentHashMap.newKeySet();

    public ExchangeMetrics() {
        var memory = ManagementFactory.getMemoryMXBean();
        gauge("jvm.memory.used", () -> memory.getHeapMemoryUsage().getUsed());
        gauge("jvm.memory.limit", () -> memory.getHeapMemoryUsage().getMax());
        gauge("jvm.thread.count", () -> ManagementFactory.getThreadMXBean().getThreadCount());
        gauge(
                "jvm.gc.millis",
                () -> ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(collector -> Math.max(0, collector.getCollectionTime()))
                        .sum());
    }

    /** Shows a value that changes by itself. */
    public void gauge(String metric, LongSupplier value) {
        series.gauge(SeriesName.of(metric), value);
    }

    @Override
    public void finished(ExchangeRecord exchange) {
        String model = model(exchange);
        series.count(detailed("aiproxy.requests", exchange, model), 1);
        series.count(detailed("aiproxy.attempts", exchange, model), exchange.attempts());
        series.count(detailed("aiproxy.retries", exchange, model), Math.max(0, exchange.attempts() - 1));
        if (exchange.error() != null) {
            series.count(
                    SeriesName.of("aiproxy.errors")
                            .with("error.type", exchange.error().name()),
                    1);
        }
        series.time(
                routed("gen_ai.server.request.duration", exchange, model),
                exchange.duration().toMillis());
        if (exchange.timeToFirstToken() != null) {
            series.time(
                    routed("gen_ai.server.time_to_first_token", exchange, model),
                    exchange.timeToFirstToken().toMillis());
        }
        count(detailed("aiproxy.tokens", exchange, model), exchange.usage());
    }

    /** Anybody can name any model: one has a name here as soon as a provider has answered for it. */
    private String model(ExchangeRecord exchange) {
        String model = exchange.upstreamModel();
        if (model == null || model.isEmpty()) {
            return SeriesName.OTHER;
        }
        if (exchange.status() < 400 && answered.size() < MOST_MODELS) {
            answered.add(model);
        }
        return answered.contains(model) ? model : SeriesName.OTHER;
    }

    private static SeriesName routed(String metric, ExchangeRecord exchange, String model) {
        return SeriesName.of(metric)
                .with("gen_ai.operation.name", exchange.operation().id())
                .with("gen_ai.provider.name", Objects.requireNonNullElse(exchange.provider(), NONE))
                .with(SeriesName.MODEL, model);
    }

    private static SeriesName detailed(String metric, ExchangeRecord exchange, String model) {
        return routed(metric, exchange, model)
                .with("credential", Objects.requireNonNullElse(exchange.credential(), NONE))
                .with("status", Integer.toString(exchange.status()));
    }

    private void count(SeriesName tokens, Usage usage) {
        count(tokens, "input", usage.inputTokens());
        count(tokens, "cached_input", usage.cachedInputTokens());
        count(tokens, "output", usage.outputTokens());
        count(tokens, "reasoning", usage.reasoningTokens());
    }

    private void count(SeriesName tokens, String type, @Nullable Long count) {
        if (count != null) {
            series.count(tokens.with("gen_ai.token.type", type), count);
        }
    }

    /** In Prometheus' text format. */
    public byte[] prometheus() {
        return exposition.text();
    }

    /** What {@link #prometheus} is. */
    public static String prometheusType() {
        return Exposition.CONTENT_TYPE;
    }

    /** Every series by its name, {@code metric[label=value,…]}. */
    public ObjectNode json() {
        ObjectNode all = Json.object();
        new TreeMap<>(series.counters()).forEach((name, counter) -> all.put(name, counter.getCount()));
        new TreeMap<>(series.gauges()).forEach((name, gauge) -> all.put(name, Exposition.value(gauge)));
        new TreeMap<>(series.histograms()).forEach((name, histogram) -> all.set(name, json(histogram)));
        return all;
    }

    private static ObjectNode json(Histogram histogram) {
        Snapshot latencies = histogram.getSnapshot();
        return Json.object()
                .put("count", histogram.getCount())
                .put("mean-ms", latencies.getMean())
                .put("p50-ms", latencies.getMedian())
                .put("p90-ms", latencies.getValue(0.9))
                .put("p99-ms", latencies.get99thPercentile())
                .put("max-ms", latencies.getMax());
    }
}
