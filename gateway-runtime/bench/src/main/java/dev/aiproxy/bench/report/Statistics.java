package dev.aiproxy.bench.report;

import java.util.List;

/** What is left of several rounds. */
public final class Statistics {
    private Statistics() {}

    /** The middle one, or the mean of the two in the middle; NaN of nothing. */
    public static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int size = sorted.size();
        if (size == 0) {
            return Double.NaN;
        }
        return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    }

    /** The smallest value that so many percent of the values do not exceed; NaN of nothing. */
    public static double percentile(List<Double> values, double percent) {
        List<Double> sorted = values.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(percent / 100 * sorted.size());
        return sorted.get(Math.max(0, rank - 1));
    }
}
