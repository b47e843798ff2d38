package dev.aiproxy.bench.measure;

import dev.aiproxy.bench.BenchException;
import dev.aiproxy.bench.load.LoadMode;
import dev.aiproxy.bench.load.LoadResult;
import dev.aiproxy.bench.load.LoadSpec;
import dev.aiproxy.bench.process.Descriptors;
import dev.aiproxy.bench.process.Gateway;
import dev.aiproxy.bench.process.GatewayConfig;
import dev.aiproxy.bench.report.Figure;
import dev.aiproxy.bench.report.Limit;
import java.util.Locale;

/**
 * As many streams at a time as descriptors allow, in a gateway of their own.
 *
 * @param model the beginning of the models' names
 * @param rss what is aimed at for each stream, in KB
 * @param heap the same for what is in use after a collection
 */
record OpenStreamsCase(String name, String description, String model, Limit rss, Limit heap) implements Case {
    static final OpenStreamsCase PASSTHROUGH =
            new OpenStreamsCase("open-streams", "open streams", "gpt", Limit.of(35), Limit.of(12));

    /** Descriptors that are not for streams. */
    private static final int OTHERS = 300;

    private static final int MOST = 25_000;
    private static final int MILLIS_TO_OPEN = 120_000;
    private static final int MILLIS_TO_SETTLE = 2_000;

    @Override
    public void measure(Stage stage, Findings findings) {
        String config = GatewayConfig.standard(stage.ports(), stage.certificate());
        try (Gateway gateway = stage.spawn(name, config).awaitReady()) {
            warmUp(stage, gateway);
            measure(stage, gateway, findings);
        }
    }

    private void warmUp(Stage stage, Gateway gateway) {
        LoadSpec some = order(stage, gateway, "-first")
                .withConnections(100)
                .withRequests(stage.effort().warmUpRequests() / 40);
        stage.load().ask(some.withMillis(stage.effort().warmUpMillis()), LoadResult.class);
    }

    private void measure(Stage stage, Gateway gateway, Findings findings) {
        long limit = Descriptors.limit();
        int streams = (int) Math.min(Math.min(stage.effort().openStreams(), MOST), (limit - OTHERS) / 2);
        long heapBefore = gateway.liveHeapKilobytes();
        long rssBefore = gateway.server().rssKilobytes();
        long rssOpen;
        long heapOpen;
        try {
            hold(stage, gateway, streams);
            Gateway.pause(MILLIS_TO_SETTLE);
            rssOpen = gateway.server().rssKilobytes();
            heapOpen = gateway.liveHeapKilobytes();
        } finally {
            stage.load().ask(order(stage, gateway, "-open").withMode(LoadMode.RELEASE), LoadResult.class);
        }
        double count = streams;
        findings.add(Figure.alone(description, "open at a time", "streams", count, null));
        findings.add(Figure.alone(description, "growth of RSS per stream", "KB", (rssOpen - rssBefore) / count, rss));
        findings.add(Figure.alone(description, "whole RSS per stream", "KB", rssOpen / count, null));
        findings.add(Figure.alone(
                description, "growth of live heap per stream", "KB", (heapOpen - heapBefore) / count, heap));
        findings.note(String.format(
                Locale.ROOT,
                "%s: a process may open %d descriptors here, and each stream takes two of the gateway's. RSS %.0f MB before, %.0f MB with all open.",
                description,
                limit,
                rssBefore / 1024.0,
                rssOpen / 1024.0));
    }

    private void hold(Stage stage, Gateway gateway, int streams) {
        LoadSpec all = order(stage, gateway, "-open").withMode(LoadMode.HOLD).withConnections(streams);
        LoadResult opened = stage.load().ask(all.withMillis(MILLIS_TO_OPEN), LoadResult.class);
        if (opened.failed() > 0 || opened.first().count() < streams) {
            throw new BenchException("of %d streams %d began and %d failed, the first with: %s %s"
                    .formatted(streams, opened.first().count(), opened.failed(), opened.problem(), opened.sample()));
        }
    }

    private LoadSpec order(Stage stage, Gateway gateway, String kind) {
        String body = stage.body("chat-stream", model + kind);
        return LoadSpec.post(gateway.port(), "/v1/chat/completions", Stage.AUTHORIZATION, body);
    }
}
