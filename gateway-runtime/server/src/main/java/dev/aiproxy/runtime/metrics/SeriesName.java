package dev.aiproxy.runtime.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a series goes by, {@code metric[label=value,…]} as text. OpenTelemetry's names where it has one.
 *
 * @param labels in their order
 */
record SeriesName(Metric metric, Map<String, String> labels) {
    static final String OPERATION = "gen_ai.operation.name";
    static final String PROVIDER = "gen_ai.provider.name";
    static final String MODEL = "gen_ai.request.model";
    static final String CREDENTIAL = "credential";
    static final String STATUS = "status";
    static final String OTHER = "other";
    static final String NONE = "none";

    private static final int LONGEST_VALUE = 100;
    private static final Pattern CONFUSING = Pattern.compile("[\\p{Cntrl}\\s\\[\\],=\"\\\\]");

    SeriesName {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    static SeriesName of(Metric metric) {
        return new SeriesName(metric, Map.of());
    }

    /** This series, told apart by one more label. What would not be seen as one value is replaced. */
    SeriesName with(String label, String value) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        String cut = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value;
        more.put(label, CONFUSING.matcher(cut).replaceAll("_"));
        return new SeriesName(metric, more);
    }

    /** The one that counts for it if there is no room for its own value of this label. */
    SeriesName without(String label) {
        return labels.containsKey(label) ? with(label, OTHER) : this;
    }

    @Override
    public String toString() {
        return labels.isEmpty()
                ? metric.name()
                : labels.entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(",", metric.name() + "[", "]"));
    }
}
