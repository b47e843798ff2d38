package dev.aiproxy.bench.measure;

import dev.aiproxy.bench.report.Statistics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was read off one contender, round by round. */
final class Series {
    static final String CPU = "cpuMicros";
    static final String THROUGHPUT = "perSecond";
    static final String P50 = "p50Micros";
    static final String P99 = "p99Micros";
    static final String FIRST_P50 = "firstP50Micros";

    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    void add(String name, double value) {
        values.computeIfAbsent(name, missing -> new ArrayList<>()).add(value);
    }

    double median(String name) {
        return Statistics.median(values.getOrDefault(name, List.of()));
    }

    Map<String, List<Double>> values() {
        return values;
    }
}
