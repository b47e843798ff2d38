package dev.aiproxy.runtime.metrics;

import java.util.Collections;
import java.util.HexFormat;
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
    private static final int TOLD_APART_BY = 8;
    private static final Pattern SPECIAL = Pattern.compile("[\\\\\\[\\],=]");
    private static final Pattern UNPAIRED = Pattern.compile("\\p{Cs}");

    SeriesName {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    static SeriesName of(Metric metric) {
        return new SeriesName(metric, Map.of());
    }

    /** This series, told apart by one more label. The value is any text; of a long one its beginning and a hash are shown. */
    SeriesName with(String label, String value) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(label, UNPAIRED.matcher(fitting(value)).replaceAll("\uFFFD"));
        return new SeriesName(metric, more);
    }

    private static String fitting(String value) {
        if (value.length() <= LONGEST_VALUE) {
            return value;
        }
        String hash = HexFormat.of().toHexDigits(value.hashCode());
        return value.substring(0, LONGEST_VALUE - 1 - TOLD_APART_BY) + "~" + hash;
    }

    /** The one that counts for it if there is no room for its own value of this label. */
    SeriesName without(String label) {
        return labels.containsKey(label) ? with(label, OTHER) : this;
    }

    /** With a backslash before what has a meaning of its own in there, so that different series have different names. */
    @Override
    public String toString() {
        return labels.isEmpty()
                ? metric.name()
                : labels.entrySet().stream()
                        .map(label -> label.getKey() + "="
                                + SPECIAL.matcher(label.getValue()).replaceAll("\\\\$0"))
                        .collect(Collectors.joining(",", metric.name() + "[", "]"));
    }
}
