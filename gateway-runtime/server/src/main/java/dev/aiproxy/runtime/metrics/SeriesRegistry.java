package dev.aiproxy.runtime.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.MetricRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The series that are recorded. Clients name models, and a configuration that changes brings ever new names, so there is an end
 * to them: when it comes near, what is new counts as {@code other}. Thread-safe.
 */
final class SeriesRegistry {
    /** What a monitoring system gets to see at most, live values included. */
    static final int MOST = 2000;

    private static final int RECORDED = MOST - LiveValues.MOST;

    /** What is told apart as long as there is room, the dearest label first to go. */
    private static final List<Step> STEPS = List.of(
            new Step(1100),
            new Step(1250, SeriesName.MODEL),
            new Step(1400, SeriesName.CREDENTIAL),
            new Step(RECORDED, SeriesName.PROVIDER, SeriesName.STATUS, SeriesName.OPERATION));

    private final MetricRegistry registry = new MetricRegistry();
    private final Map<String, SeriesName> names = new ConcurrentHashMap<>();
    private final Counter dropped;
    private int used;

    /** Up to how many series there may be with these labels given up, and those of the steps before. */
    private record Step(int room, List<String> given) {
        Step(int room, String... given) {
            this(room, List.of(given));
        }
    }

    SeriesRegistry() {
        SeriesName name = SeriesName.of(Metric.DROPPED);
        admit(name, RECORDED);
        dropped = registry.counter(name.toString());
    }

    /** Where a counter's increments go; to be kept, because finding it is not cheap. */
    LongConsumer counting(SeriesName wanted) {
        SeriesName fitting = fitting(wanted);
        return fitting == null ? lost -> dropped.inc() : registry.counter(fitting.toString())::inc;
    }

    /** Where a histogram's values go, in microseconds; to be kept, because finding it is not cheap. */
    LongConsumer timing(SeriesName wanted) {
        SeriesName fitting = fitting(wanted);
        return fitting == null
                ? lost -> dropped.inc()
                : registry.histogram(fitting.toString(), () -> new Histogram(new LatencyReservoir()))::update;
    }

    private @Nullable SeriesName fitting(SeriesName wanted) {
        SeriesName candidate = wanted;
        for (Step step : STEPS) {
            for (String label : step.given()) {
                candidate = candidate.without(label);
            }
            if (admit(candidate, step.room())) {
                return candidate;
            }
        }
        return null;
    }

    private synchronized boolean admit(SeriesName name, int limit) {
        if (names.containsKey(name.toString())) {
            return true;
        }
        if (used + name.metric().weight() > limit) {
            return false;
        }
        used += name.metric().weight();
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

    Map<String, Histogram> histograms() {
        return registry.getHistograms();
    }
}
