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

    private static final int MILLIS_TO_OPEN = 120_000;

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
        stage.send(some.withMillis(stage.effort().warmUpMillis()));
    }

    private void measure(Stage stage, Gateway gateway, Findings findings) {
        int most = Math.min(stage.effort().openStreams(), GatewayConfig.MOST_OPEN);
        long fit = (Descriptors.limit() - OTHERS) / 2;
        int streams = (int) Math.min(most, fit);
        long live = gateway.liveHeapKilobytes();
        Memory before = new Memory(gateway.server().rssKilobytes(), live);
        Memory open = whileOpen(stage, gateway, streams);
        report(findings, streams, before, open);
        String cap = fit < most ? "" : "More would fit, but no more than %d are opened here. ".formatted(most);
        findings.note(
                "%s: a process may open %d descriptors, and each stream takes two of the gateway's. %sRSS %d MB before, %d MB with all open."
                        .formatted(description, Descriptors.limit(), cap, before.rss() / 1024, open.rss() / 1024));
    }

    private Memory whileOpen(Stage stage, Gateway gateway, int streams) {
        try {
            hold(stage, gateway, streams);
            Gateway.pause(stage.effort().settleMillis());
            return new Memory(gateway.server().rssKilobytes(), gateway.liveHeapKilobytes());
        } finally {
            stage.send(order(stage, gateway, "-open").withMode(LoadMode.RELEASE));
        }
    }

    private void report(Findings findings, double streams, Memory before, Memory open) {
        findings.add(Figure.alone(description, "open at a time", "streams", streams, null));
        double rssGrowth = (open.rss() - before.rss()) / streams;
        findings.add(Figure.alone(description, "growth of RSS per stream", "KB", rssGrowth, rss));
        findings.add(Figure.alone(description, "whole RSS per stream", "KB", open.rss() / streams, null));
        double heapGrowth = (open.heap() - before.heap()) / streams;
        findings.add(Figure.alone(description, "growth of live heap per stream", "KB", heapGrowth, heap));
    }

    /** In kilobytes. */
    private record Memory(long rss, long heap) {}

    private void hold(Stage stage, Gateway gateway, int streams) {
        LoadSpec all = order(stage, gateway, "-open").withMode(LoadMode.HOLD).withConnections(streams);
        LoadResult opened = stage.send(all.withMillis(MILLIS_TO_OPEN));
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
