package dev.aiproxy.runtime.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Values that change by themselves, and are looked up when somebody wants to see them. Thread-safe. */
public final class LiveValues {
    /** How many there may be; what comes after them is not shown. */
    static final int MOST = 300;

    private final List<Source> sources = new CopyOnWriteArrayList<>();

    LiveValues() {}

    /** Tells values. May block for a moment, and never throws. */
    public interface Source {
        void read(Reading reading);
    }

    /** Takes values. */
    public interface Reading {
        /**
         * Takes one; values of the same name add up.
         *
         * @param labels names and values in turn
         */
        void value(Metric metric, double value, String... labels);
    }

    void add(Source source) {
        sources.add(source);
    }

    Map<SeriesName, Double> read() {
        Map<SeriesName, Double> values = new LinkedHashMap<>();
        Reading reading = (metric, value, labels) -> {
            SeriesName name = SeriesName.of(metric);
            for (int i = 0; i + 1 < labels.length; i += 2) {
                name = name.with(labels[i], labels[i + 1]);
            }
            if (values.size() < MOST || values.containsKey(name)) {
                values.merge(name, value, Double::sum);
            }
        };
        sources.forEach(source -> source.read(reading));
        return values;
    }
}
