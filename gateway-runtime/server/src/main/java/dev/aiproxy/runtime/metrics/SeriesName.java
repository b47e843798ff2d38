package dev.aiproxy.runtime.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a series goes by, {@code metric[label=value,…]} as text. OpenTelemetry's names where it has one.
 *
 * @param labels in their order
 */
record SeriesName(String metric, Map<String, String> labels) {
    static final String MODEL = "gen_ai.request.model";
    static final String OTHER = "other";

    private static final int LONGEST_VALUE = 100;

    SeriesName {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    static SeriesName of(String metric) {
        return new SeriesName(metric, Map.of());
    }

    /** This series, told apart by one more label. What would not be seen as one value is replaced. */
    SeriesName with(String label, String value) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        String cut = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value;
        more.put(label, cut.replaceAll("[\\p{Cntrl}\\s\\[\\],=\"\\\\]", "_"));
        return new SeriesName(metric, more);
    }

    @Override
    public String toString() {
        return labels.isEmpty()
                ? metric
                : labels.entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(",", metric + "[", "]"));
    }
}
