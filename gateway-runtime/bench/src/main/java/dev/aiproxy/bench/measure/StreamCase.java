package dev.aiproxy.bench.measure;

import dev.aiproxy.bench.load.LoadSpec;
import dev.aiproxy.bench.process.Streams;
import dev.aiproxy.bench.report.Figure;
import dev.aiproxy.bench.report.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A hundred streams at a time, of a hundred events a second each.
 *
 * @param provider the beginning of the models' names: {@code gpt} or {@code claude}
 * @param upstreamPath what the provider is asked for
 */
record StreamCase(String name, String description, String provider, String upstreamPath, Limit cpu) implements Case {
    private static final String PASSTHROUGH = "sse";

    static final List<StreamCase> ALL = List.of(
            new StreamCase(PASSTHROUGH, "SSE passthrough", "gpt", "/v1/chat/completions", new Limit(1.6, 1.3)),
            new StreamCase("sse-claude", "SSE Chat→Claude", "claude", "/v1/messages", new Limit(4.0, 3.0)));

    private static final String REQUEST = "chat-stream";
    private static final String CHUNK = "chat.completion.chunk";
    private static final int STREAMS = 100;
    private static final int STREAMS_PER_SECOND = 200;
    private static final Limit FIRST_EVENT = Limit.of(300);

    /** Streams of a hundred events, and of six, in small requests. */
    private static final int STEADY_WEIGHT = 80;

    private static final int SHORT_WEIGHT = 5;

    @Override
    public void measure(Stage stage, Findings findings) {
        measureEvents(stage, findings);
        if (stage.effort().isFull() || name.equals(PASSTHROUGH)) {
            measureFirstEvent(stage, findings);
        }
    }

    private void measureEvents(Stage stage, Findings findings) {
        List<Contender> contenders = contenders(stage, "-stream", Streams.STEADY, STEADY_WEIGHT);
        List<Contender> guests = peers(stage, Peer::streamModel, STEADY_WEIGHT);
        Rounds rounds = new Rounds(stage::send, stage.effort(), contenders, guests);
        Work events = Work.counted(() -> stage.stats().events());
        rounds.warmUp();
        rounds.saturate(events);
        findings.samples(name, rounds);
        double nginx = rounds.of(RouteCase.NGINX).median(Series.CPU);
        double gateway = rounds.of(RouteCase.GATEWAY).median(Series.CPU);
        findings.add(Figure.ratio(description, "CPU per event", "µs", nginx, gateway, cpu));
        for (Contender guest : guests) {
            double own = rounds.of(guest.name()).median(Series.CPU);
            findings.addIfMeasured(Figure.ratio(subject(guest), "CPU per event", "µs", nginx, own, null));
        }
        if (stage.effort().isFull()) {
            double bytes = rounds.allocation(contenders.get(1), stage.gateway(), events);
            findings.add(Figure.alone(description, "allocation per event", "bytes", bytes, null));
        }
    }

    private void measureFirstEvent(Stage stage, Findings findings) {
        List<Contender> contenders = contenders(stage, "-first", Streams.SHORT, SHORT_WEIGHT);
        List<Contender> guests = peers(stage, Peer::firstModel, SHORT_WEIGHT);
        Rounds rounds = new Rounds(stage::send, stage.effort(), contenders, guests);
        rounds.warmUp();
        rounds.pace(STREAMS_PER_SECOND);
        findings.samples(name + "-first", rounds);
        String figure = "time to first event, p50";
        double nginx = rounds.of(RouteCase.NGINX).median(Series.FIRST_P50);
        double gateway = rounds.of(RouteCase.GATEWAY).median(Series.FIRST_P50);
        findings.add(Figure.added(description, figure, "µs", nginx, gateway, FIRST_EVENT));
        for (Contender guest : guests) {
            double own = rounds.of(guest.name()).median(Series.FIRST_P50);
            findings.addIfMeasured(Figure.added(subject(guest), figure, "µs", nginx, own, null));
        }
    }

    private String subject(Contender guest) {
        return description + ", " + guest.name();
    }

    private List<Contender> contenders(Stage stage, String model, String path, int weight) {
        LoadSpec nginx = stage.toProxy(stage.ports().streamProxy(), path + upstreamPath, REQUEST, provider + model);
        LoadSpec own = stage.toGateway("/v1/chat/completions", REQUEST, provider + model);
        return List.of(
                new Contender(RouteCase.NGINX, nginx.withConnections(STREAMS), "data:", 0, stage.proxy()),
                new Contender(
                        RouteCase.GATEWAY,
                        own.withConnections(STREAMS),
                        CHUNK,
                        weight,
                        stage.gateway().server()));
    }

    /** Other gateways that have such a model, where streams pass as they are. */
    private List<Contender> peers(Stage stage, Function<Peer, @Nullable String> model, int weight) {
        List<Contender> peers = new ArrayList<>();
        for (Peer peer : stage.settings().peers()) {
            String asked = model.apply(peer);
            if (asked != null && name.equals(PASSTHROUGH)) {
                LoadSpec load = peer.post(stage.body(REQUEST, asked)).withConnections(STREAMS);
                peers.add(new Contender(peer.name(), load, CHUNK, weight, peer.server()));
            }
        }
        return peers;
    }
}
