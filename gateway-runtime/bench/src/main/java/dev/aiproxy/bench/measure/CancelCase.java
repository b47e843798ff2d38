package dev.aiproxy.bench.measure;

import dev.aiproxy.bench.BenchException;
import dev.aiproxy.bench.load.LoadMode;
import dev.aiproxy.bench.load.LoadResult;
import dev.aiproxy.bench.load.LoadSpec;
import dev.aiproxy.bench.process.Gateway;
import dev.aiproxy.bench.process.Streams;
import dev.aiproxy.bench.report.Figure;
import dev.aiproxy.bench.report.Limit;
import dev.aiproxy.bench.report.Statistics;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Clients that close their connection after a stream's first event: how long until the upstream sees the same. */
final class CancelCase implements Case {
    private static final int CONNECTIONS = 4;
    private static final int WEIGHT = 10;
    private static final int MILLIS_TO_ARRIVE = 2_000;
    private static final int MILLIS_BETWEEN = 20;
    private static final Limit P99 = new Limit(20, 5);

    @Override
    public String name() {
        return "cancel";
    }

    @Override
    public String description() {
        return "client cancel to upstream closed";
    }

    @Override
    public void measure(Stage stage, Findings findings) {
        String path = "/v1/chat/completions";
        LoadSpec nginx = stage.toProxy(stage.ports().streamProxy(), Streams.STEADY + path, "cancel", "gpt-stream");
        LoadSpec own = stage.toGateway(path, "cancel", "gpt-stream");
        int count = stage.effort().cancels();
        warmUp(stage, own);
        List<Double> ofNginx = cancel(stage, nginx, count);
        List<Double> ofGateway = cancel(stage, own, count);
        report(findings, "p50", 50, null, ofNginx, ofGateway);
        report(findings, "p99", 99, P99, ofNginx, ofGateway);
    }

    private void report(
            Findings findings,
            String figure,
            double percent,
            @Nullable Limit limit,
            List<Double> nginx,
            List<Double> gateway) {
        double reference = Statistics.percentile(nginx, percent);
        double own = Statistics.percentile(gateway, percent);
        findings.add(Figure.unrelated(description(), figure, "ms", reference, own, limit));
    }

    /** As often as it takes to be compiled, or until time is up. */
    private static void warmUp(Stage stage, LoadSpec spec) {
        int count = stage.effort().warmUpRequests() / WEIGHT;
        stage.send(order(spec, count).withMillis(stage.effort().warmUpMillis()));
    }

    private static LoadSpec order(LoadSpec spec, int count) {
        return spec.withMode(LoadMode.CANCEL)
                .withConnections(CONNECTIONS)
                .withVariants(count)
                .withRequests(count);
    }

    /** Milliseconds from each close to the one that followed. */
    private static List<Double> cancel(Stage stage, LoadSpec spec, int count) {
        LoadResult result = stage.send(order(spec, count).withMillis(30_000));
        if (result.failed() > 0 || result.closedAt().size() < count) {
            throw new BenchException("of %d streams %d failed, the first with: %s %s"
                    .formatted(count, result.failed(), result.problem(), result.sample()));
        }
        return delays(result.closedAt(), arrived(stage, result.closedAt()));
    }

    /** When each was seen to leave, once all of them were. */
    private static Map<Integer, Long> arrived(Stage stage, Map<Integer, Long> closedAt) {
        long deadline = System.nanoTime() + MILLIS_TO_ARRIVE * 1_000_000L;
        Map<Integer, Long> leftAt = stage.stats().leftAt();
        while (!allArrived(closedAt, leftAt)) {
            if (System.nanoTime() > deadline) {
                throw new BenchException("not every upstream was closed within " + MILLIS_TO_ARRIVE + " ms");
            }
            Gateway.pause(MILLIS_BETWEEN);
            leftAt = stage.stats().leftAt();
        }
        return leftAt;
    }

    /** A number may be left from an earlier order, so only what left after its close counts. */
    static boolean allArrived(Map<Integer, Long> closedAt, Map<Integer, Long> leftAt) {
        return closedAt.entrySet().stream()
                .allMatch(closed -> leftAt.getOrDefault(closed.getKey(), Long.MIN_VALUE) >= closed.getValue());
    }

    static List<Double> delays(Map<Integer, Long> closedAt, Map<Integer, Long> leftAt) {
        return closedAt.entrySet().stream()
                .map(closed -> (leftAt.getOrDefault(closed.getKey(), 0L) - closed.getValue()) / 1e6)
                .toList();
    }
}
