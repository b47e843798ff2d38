package dev.aiproxy.runtime.metrics;

import com.codahale.metrics.Histogram;
import com.codahale.metrics.Snapshot;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.api.exchange.UsageListener;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;
import tools.jackson.databind.node.ObjectNode;

/** Counts exchanges, attempts, errors, latency and tokens, and shows values that change by themselves. Thread-safe. */
public final class ExchangeMetrics implements UsageListener {
    private static final int MOST_MODELS = 1000;
    private static final int MOST_KEPT = 4000;

    private final SeriesRegistry series = new SeriesRegistry();
    private final LiveValues live = new LiveValues();
    private final Exposition exposition = new Exposition(series, live);
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Map<RouteSeries.Key, RouteSeries> routes = new ConcurrentHashMap<>();
    private final Map<Object, LongConsumer> others = new ConcurrentHashMap<>();

    /** What errors are told apart by. */
    private record ErrorKey(ErrorCode code, String format) {}

    /** What cooldowns are told apart by. */
    private record CooldownKey(String provider, String credential) {}

    public ExchangeMetrics() {
        live.add(new JvmValues());
    }

    /** Shows values that are looked up when somebody wants to see them. */
    public void show(LiveValues.Source source) {
        live.add(source);
    }

    /** Shows a value. */
    public void show(Metric metric, LongSupplier value) {
        live.add(reading -> reading.value(metric, (double) value.getAsLong()));
    }

    /** These models have names of their own, whether somebody has answered for them or not. */
    public void know(Stream<String> models) {
        models.forEach(this::know);
    }

    private void know(String model) {
        if (known.size() < MOST_MODELS) {
            known.add(model);
        }
    }

    /** Shows which version runs. */
    public void version(String version) {
        live.add(reading -> reading.value(Metric.BUILD, 1, "version", version));
    }

    /** Measures from now on how promptly these threads do what is to be done. */
    public void probe(List<? extends XnioExecutor> threads) {
        LongConsumer lag = series.timing(SeriesName.of(Metric.LOOP_LAG));
        List<LoopProbe> probes = threads.stream()
                .map(io -> new LoopProbe(io, lag, System::nanoTime))
                .toList();
        probes.forEach(LoopProbe::start);
        live.add(reading -> reading.value(
                Metric.LOOP_OVERDUE,
                probes.stream().mapToLong(LoopProbe::overdueNanos).max().orElse(0) / 1e9));
    }

    @Override
    public void finished(ExchangeRecord exchange) {
        String model = exchange.upstreamModel();
        if (model != null && exchange.status() < 400) {
            know(model);
        }
        route(
                        exchange.operation(),
                        exchange.provider(),
                        model == null ? exchange.requestedModel() : model,
                        exchange.credential(),
                        exchange.status())
                .finished(exchange);
        if (exchange.error() != null) {
            failed(exchange.error(), exchange.clientFormat());
        }
    }

    /** A request was answered by the gateway itself, without being routed. */
    public void answered(EdgeRecord request) {
        route(request.operation(), null, "", null, request.status()).answeredAtTheEdge();
        if (request.error() != null) {
            failed(request.error(), request.format());
        }
    }

    /**
     * A try at a provider is over; told after its exchange.
     *
     * @param status what a client was answered, or would have been
     */
    public void attempted(Operation operation, String provider, String credential, String upstreamModel, int status) {
        route(operation, provider, upstreamModel, credential, status).attempted();
    }

    /** A credential, or one of its models, is left alone from now on. */
    public void cooled(String provider, String credential) {
        others.computeIfAbsent(
                        new CooldownKey(provider, credential),
                        key -> series.counting(SeriesName.of(Metric.COOLDOWNS)
                                .with(SeriesName.PROVIDER, provider)
                                .with(SeriesName.CREDENTIAL, credential)))
                .accept(1);
    }

    private void failed(ErrorCode code, @Nullable WireFormat format) {
        String name = format == null ? SeriesName.NONE : format.id();
        others.computeIfAbsent(
                        new ErrorKey(code, name),
                        key -> series.counting(SeriesName.of(Metric.ERRORS)
                                .with("error.type", code.name())
                                .with("format", name)))
                .accept(1);
    }

    private RouteSeries route(
            @Nullable Operation operation,
            @Nullable String provider,
            String model,
            @Nullable String credential,
            int status) {
        RouteSeries.Key key = new RouteSeries.Key(
                name(operation),
                Objects.requireNonNullElse(provider, SeriesName.NONE),
                shown(model),
                Objects.requireNonNullElse(credential, SeriesName.NONE),
                status);
        RouteSeries found = routes.get(key);
        if (found != null) {
            return found;
        }
        if (routes.size() >= MOST_KEPT) { // names that no configuration has any more; the series themselves stay
            routes.clear();
        }
        return routes.computeIfAbsent(key, missing -> new RouteSeries(series, missing));
    }

    /** As OpenTelemetry calls it. */
    private static String name(@Nullable Operation operation) {
        if (operation == null) {
            return SeriesName.NONE;
        }
        return operation.equals(Operation.COMPLETIONS) ? "text_completion" : operation.id();
    }

    /** Anybody can name any model: one has a name here if it is configured, or as soon as a provider has answered for it. */
    private String shown(String model) {
        if (model.isEmpty()) {
            return SeriesName.NONE;
        }
        return known.contains(model) ? model : SeriesName.OTHER;
    }

    /** In Prometheus' text format. Looks values up, which may take a moment. */
    public byte[] prometheus() {
        return exposition.text();
    }

    /** What {@link #prometheus} is. */
    public static String prometheusType() {
        return Exposition.CONTENT_TYPE;
    }

    /** Every series by its name, {@code metric[label=value,…]}. Looks values up, which may take a moment. */
    public ObjectNode json() {
        ObjectNode all = Json.object();
        new TreeMap<>(series.counters()).forEach((name, counter) -> all.put(name, counter.getCount()));
        Map<String, Double> values = new TreeMap<>();
        live.read().forEach((name, value) -> values.put(name.toString(), value));
        values.forEach((name, value) -> put(all, name, value));
        new TreeMap<>(series.histograms()).forEach((name, histogram) -> all.set(name, json(histogram)));
        return all;
    }

    private static void put(ObjectNode all, String name, double value) {
        if (value == Math.rint(value)) {
            all.put(name, (long) value);
        } else {
            all.put(name, value);
        }
    }

    private static ObjectNode json(Histogram histogram) {
        Snapshot latencies = histogram.getSnapshot();
        return Json.object()
                .put("count", histogram.getCount())
                .put("mean-ms", latencies.getMean() / 1e3)
                .put("p50-ms", latencies.getMedian() / 1e3)
                .put("p90-ms", latencies.getValue(0.9) / 1e3)
                .put("p99-ms", latencies.get99thPercentile() / 1e3)
                .put("max-ms", latencies.getMax() / 1e3);
    }
}
