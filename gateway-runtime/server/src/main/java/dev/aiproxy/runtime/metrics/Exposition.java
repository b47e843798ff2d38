package dev.aiproxy.runtime.metrics;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The series in Prometheus' text format; histograms with cumulative buckets, in seconds. */
final class Exposition {
    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final long[] BOUNDS_MILLIS = {
        50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 120_000, 300_000
    };

    /** Its buckets, the one without an end, count and sum. */
    static final int SERIES_OF_A_HISTOGRAM = BOUNDS_MILLIS.length + 3;

    private final SeriesRegistry registry;

    Exposition(SeriesRegistry registry) {
        this.registry = registry;
    }

    byte[] text() {
        List<MetricSnapshot> snapshots = new ArrayList<>();
        counters(snapshots);
        gauges(snapshots);
        histograms(snapshots);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, new MetricSnapshots(snapshots));
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return out.toByteArray();
    }

    private void counters(List<MetricSnapshot> to) {
        Map<String, CounterSnapshot.Builder> byMetric = new LinkedHashMap<>();
        each(
                registry.counters(),
                (name, counter) -> byMetric.computeIfAbsent(
                                name.metric(),
                                metric -> CounterSnapshot.builder().name(metric))
                        .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                                .labels(labels(name))
                                .value((double) counter.getCount())
                                .build()));
        byMetric.values().forEach(metric -> to.add(metric.build()));
    }

    private void gauges(List<MetricSnapshot> to) {
        Map<String, GaugeSnapshot.Builder> byMetric = new LinkedHashMap<>();
        each(
                registry.gauges(),
                (name, gauge) -> byMetric.computeIfAbsent(
                                name.metric(), metric -> GaugeSnapshot.builder().name(metric))
                        .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                                .labels(labels(name))
                                .value((double) value(gauge))
                                .build()));
        byMetric.values().forEach(metric -> to.add(metric.build()));
    }

    static long value(Gauge<?> gauge) {
        return gauge.getValue() instanceof Long number ? number : 0;
    }

    private void histograms(List<MetricSnapshot> to) {
        Map<String, HistogramSnapshot.Builder> byMetric = new LinkedHashMap<>();
        each(
                registry.histograms(),
                (name, histogram) -> byMetric.computeIfAbsent(
                                name.metric(),
                                metric -> HistogramSnapshot.builder().name(metric + ".seconds"))
                        .dataPoint(dataPoint(name, histogram)));
        byMetric.values().forEach(metric -> to.add(metric.build()));
    }

    private static HistogramSnapshot.HistogramDataPointSnapshot dataPoint(SeriesName name, Histogram histogram) {
        LatencySnapshot latencies = (LatencySnapshot) histogram.getSnapshot();
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        long before = 0;
        for (long bound : BOUNDS_MILLIS) {
            long below = latencies.atMost(bound);
            buckets.bucket(bound / 1000.0, below - before);
            before = below;
        }
        buckets.bucket(Double.POSITIVE_INFINITY, latencies.count() - before);
        return HistogramSnapshot.HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets.build())
                .sum(latencies.sum() / 1000.0)
                .labels(labels(name))
                .build();
    }

    private <T> void each(Map<String, T> metrics, BiConsumer<SeriesName, T> action) {
        metrics.forEach((text, metric) -> {
            SeriesName name = registry.names().get(text);
            if (name != null) {
                action.accept(name, metric);
            }
        });
    }

    private static Labels labels(SeriesName name) {
        Labels.Builder labels = Labels.builder();
        name.labels().forEach(labels::label);
        return labels.build();
    }
}
