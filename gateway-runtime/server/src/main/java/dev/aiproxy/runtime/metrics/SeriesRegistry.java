package dev.aiproxy.runtime.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.MetricRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The series that there are. Clients name models, so there is an end to them: when it comes near, further models count as
 * {@code other}. Thread-safe.
 */
final class SeriesRegistry {
    /** What a monitoring system gets to see at most. */
    static final int MOST = 2000;

    private static final int FOR_MODELS = 1500;
    private static final SeriesName DROPPED = SeriesName.of("aiproxy.metrics.dropped");

    private final MetricRegistry registry = new MetricRegistry();
    private final Map<String, SeriesName> names = new ConcurrentHashMap<>();
    private int used;

    SeriesRegistry() {
        count(DROPPED, 0);
    }

    void count(SeriesName name, long more) {
        SeriesName fitting = fitting(name, 1);
        if (fitting != null) {
            registry.counter(fitting.toString()).inc(more);
        }
    }

    void time(SeriesName name, long millis) {
        SeriesName fitting = fitting(name, Exposition.SERIES_OF_A_HISTOGRAM);
        if (fitting != null) {
            registry.histogram(fitting.toString(), () -> new Histogram(new LatencyReservoir()))
                    .update(millis);
        }
    }

    void gauge(SeriesName name, LongSupplier value) {
        if (fitting(name, 1) != null) {
            registry.gauge(name.toString(), () -> (Gauge<Long>) value::getAsLong);
        }
    }

    private @Nullable SeriesName fitting(SeriesName name, int weight) {
        if (names.containsKey(name.toString()) || admit(name, weight, FOR_MODELS)) {
            return name;
        }
        SeriesName other =
                name.labels().containsKey(SeriesName.MODEL) ? name.with(SeriesName.MODEL, SeriesName.OTHER) : name;
        if (names.containsKey(other.toString()) || admit(other, weight, MOST)) {
            return other;
        }
        registry.counter(DROPPED.toString()).inc();
        return null;
    }

    private synchronized boolean admit(SeriesName name, int weight, int limit) {
        if (names.containsKey(name.toString())) {
            return true;
        }
        if (used + weight > limit) {
            return false;
        }
        used += weight;
        names.put(name.toString(), name);
        return true;
    }

    /** By their text. */
    Map<String, SeriesName> names() {
        return names;
    }

    Map<String, Counter> counters() {
        return registry.getCounters();
    }

    @SuppressWarnings("rawtypes") // as the library has it
    Map<String, Gauge> gauges() {
        return registry.getGauges();
    }

    Map<String, Histogram> histograms() {
        return registry.getHistograms();
    }
}
