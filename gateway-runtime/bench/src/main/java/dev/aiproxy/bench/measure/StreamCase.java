package dev.aiproxy.bench.measure;

import dev.aiproxy.bench.load.LoadSpec;
import dev.aiproxy.bench.process.Streams;
import dev.aiproxy.bench.report.Figure;
import dev.aiproxy.bench.report.Limit;
import java.util.List;

/**
 * A hundred streams at a time, of a hundred events a second each.
 *
 * @param provider the beginning of the models' names: {@code gpt} or {@code claude}
 * @param upstreamPath what the provider is asked for
 */
record StreamCase(String name, String description, String provider, String upstreamPath, Limit cpu) implements Case {
    static final List<StreamCase> ALL = List.of(
            new StreamCase("sse", "SSE passthrough", "gpt", "/v1/chat/completions", new Limit(1.6, 1.3)),
            new StreamCase("sse-claude", "SSE Chat→Claude", "claude", "/v1/messages", new Limit(4.0, 3.0)));

    private static final int STREAMS = 100;
    private static final int STREAMS_PER_SECOND = 200;
    private static final int WEIGHT = 80;
    private static final int MILLIS = 600;
    private static final Limit FIRST_EVENT = Limit.of(300);

    @Override
    public void measure(Stage stage, Findings findings) {
        measureEvents(stage, findings);
        measureFirstEvent(stage, findings);
    }

    private void measureEvents(Stage stage, Findings findings) {
        List<Contender> contenders = contenders(stage, "-stream", Streams.STEADY);
        Rounds rounds = new Rounds(stage.load(), stage.effort().atLeast(MILLIS), contenders);
        Work events = Work.counted(() -> stage.stats().events());
        rounds.warmUp();
        rounds.saturate(events);
        findings.samples(name, rounds);
        double nginx = rounds.of(RouteCase.NGINX).median(Series.CPU);
        double gateway = rounds.of(RouteCase.GATEWAY).median(Series.CPU);
        findings.add(Figure.ratio(description, "CPU per event", "µs", nginx, gateway, cpu));
        double bytes = rounds.allocation(contenders.get(1), stage.gateway(), events);
        findings.add(Figure.alone(description, "allocation per event", "bytes", bytes, null));
    }

    private void measureFirstEvent(Stage stage, Findings findings) {
        Rounds rounds = new Rounds(stage.load(), stage.effort(), contenders(stage, "-first", Streams.SHORT));
        rounds.warmUp();
        rounds.pace(STREAMS_PER_SECOND);
        findings.samples(name + "-first", rounds);
        double nginx = rounds.of(RouteCase.NGINX).median(Series.FIRST_P50);
        double gateway = rounds.of(RouteCase.GATEWAY).median(Series.FIRST_P50);
        findings.add(Figure.added(description, "time to first event, p50", "µs", nginx, gateway, FIRST_EVENT));
    }

    private List<Contender> contenders(Stage stage, String model, String path) {
        LoadSpec nginx = stage.toProxy(
                        stage.ports().streamProxy(), path + upstreamPath, "chat-stream", provider + model)
                .withConnections(STREAMS);
        LoadSpec own = stage.toGateway("/v1/chat/completions", "chat-stream", provider + model)
                .withConnections(STREAMS);
        return List.of(
                new Contender(RouteCase.NGINX, nginx, "data:", 0, stage.proxy()),
                new Contender(
                        RouteCase.GATEWAY,
                        own,
                        "chat.completion.chunk",
                        WEIGHT,
                        stage.gateway().server()));
    }
}
