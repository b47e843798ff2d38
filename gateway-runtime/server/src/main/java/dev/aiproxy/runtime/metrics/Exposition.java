package dev.aiproxy.runtime.metrics;

import com.codahale.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The series in Prometheus' text format; histograms with cumulative buckets, in seconds. */
final class Exposition {
    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final double MICROS = 1e6;

    private final SeriesRegistry registry;
    private final LiveValues live;

    Exposition(SeriesRegistry registry, LiveValues live) {
        this.registry = registry;
        this.live = live;
    }

    byte[] text() {
        Map<SeriesName, Double> numbers = new LinkedHashMap<>(live.read());
        named(registry.counters()).forEach((name, counter) -> numbers.put(name, (double) counter.getCount()));
        List<MetricSnapshot> snapshots = new ArrayList<>();
        byMetric(numbers).forEach((metric, series) -> snapshots.add(numbers(metric, series)));
        byMetric(named(registry.histograms())).forEach((metric, series) -> snapshots.add(histograms(metric, series)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, new MetricSnapshots(snapshots));
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return out.toByteArray();
    }

    private <T> Map<SeriesName, T> named(Map<String, T> recorded) {
        Map<SeriesName, T> named = new LinkedHashMap<>();
        recorded.forEach((text, value) -> {
            SeriesName name = registry.names().get(text);
            if (name != null) {
                named.put(name, value);
            }
        });
        return named;
    }

    private static <T> Map<Metric, Map<SeriesName, T>> byMetric(Map<SeriesName, T> series) {
        Map<Metric, Map<SeriesName, T>> sorted = new LinkedHashMap<>();
        series.forEach((name, value) -> sorted.computeIfAbsent(name.metric(), metric -> new LinkedHashMap<>())
                .put(name, value));
        return sorted;
    }

    private static MetricSnapshot numbers(Metric metric, Map<SeriesName, Double> series) {
        if (metric.kind() == Metric.Kind.COUNTER) {
            return new CounterSnapshot(
                    described(metric),
                    points(
                            series,
                            entry -> CounterDataPointSnapshot.builder()
                                    .labels(labels(entry.getKey()))
                                    .value(entry.getValue())
                                    .build()));
        }
        return new GaugeSnapshot(
                described(metric),
                points(
                        series,
                        entry -> GaugeDataPointSnapshot.builder()
                                .labels(labels(entry.getKey()))
                                .value(entry.getValue())
                                .build()));
    }

    private static MetricSnapshot histograms(Metric metric, Map<SeriesName, Histogram> series) {
        return new HistogramSnapshot(described(metric), points(series, Exposition::histogram));
    }

    private static HistogramDataPointSnapshot histogram(Map.Entry<SeriesName, Histogram> entry) {
        LatencySnapshot latencies = (LatencySnapshot) entry.getValue().getSnapshot();
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        long before = 0;
        for (double bound : entry.getKey().metric().bounds()) {
            long below = latencies.atMost(Math.round(bound * MICROS));
            buckets.bucket(bound, below - before);
            before = below;
        }
        buckets.bucket(Double.POSITIVE_INFINITY, latencies.count() - before);
        return HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets.build())
                .sum(latencies.sum() / MICROS)
                .labels(labels(entry.getKey()))
                .build();
    }

    private static <T, P> List<P> points(Map<SeriesName, T> series, Function<Map.Entry<SeriesName, T>, P> point) {
        return series.entrySet().stream().map(point).toList();
    }

    private static MetricMetadata described(Metric metric) {
        return new MetricMetadata(metric.exposedName(), metric.help());
    }

    private static Labels labels(SeriesName name) {
        Labels.Builder labels = Labels.builder();
        name.labels().forEach(labels::label);
        return labels.build();
    }
}
