package dev.aiproxy.runtime.cli;

import dev.aiproxy.runtime.config.ModelMapping;
import dev.aiproxy.runtime.dispatch.Dispatcher;
import dev.aiproxy.runtime.dispatch.OpenExchange;
import dev.aiproxy.runtime.metrics.ExchangeMetrics;
import dev.aiproxy.runtime.metrics.LiveValues;
import dev.aiproxy.runtime.metrics.Metric;
import dev.aiproxy.runtime.routing.Health;
import dev.aiproxy.runtime.routing.Router;
import dev.aiproxy.runtime.upstream.PeerConnections;
import dev.aiproxy.runtime.upstream.UpstreamClient;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.xnio.XnioWorker;

/** Tells the metrics what the parts of a gateway are up to. */
record Observing(ExchangeMetrics metrics) {
    private static final int MOST_PEERS = 50;
    private static final String OTHERS = "other";

    void all(XnioWorker worker, UpstreamClient upstream, Dispatcher dispatcher, Health health) {
        metrics.version(Version.current());
        metrics.show(Metric.OPEN_EXCHANGES, () -> dispatcher.open().size());
        metrics.show(
                Metric.OPEN_STREAMS,
                () -> dispatcher.open().stream().filter(OpenExchange::stream).count());
        metrics.show(Metric.COOLING, () -> health.cooling().size());
        metrics.show(reading -> read(upstream.connections(), reading));
        metrics.probe(IntStream.range(0, worker.getIoThreadCount())
                .mapToObj(worker::getIoThread)
                .toList());
        health.listen((id, credential) -> metrics.cooled(id.provider(), credential));
        dispatcher.listen((operation, candidate, status) -> metrics.attempted(
                operation,
                candidate.provider().id(),
                candidate.credential().name(),
                candidate.upstreamModel(),
                status));
    }

    /** A configuration is in force. */
    void serves(Router router) {
        Stream<String> upstream = router.offers().stream()
                .flatMap(offer -> offer.credential().models().stream())
                .map(ModelMapping::id);
        metrics.know(Stream.concat(upstream, router.names().stream()));
    }

    /** Peers beyond the first so many are shown as one. */
    static void read(List<PeerConnections> connections, LiveValues.Reading reading) {
        Set<String> shown = new LinkedHashSet<>();
        for (PeerConnections peer : connections) {
            String name = peer.host() + ":" + peer.port();
            boolean apart = shown.contains(name) || (shown.size() < MOST_PEERS && shown.add(name));
            String[] labels = apart
                    ? new String[] {"server.address", peer.host(), "server.port", Integer.toString(peer.port())}
                    : new String[] {"server.address", OTHERS, "server.port", "0"};
            reading.value(Metric.CONNECTIONS, peer.used(), with(labels, "http.connection.state", "active"));
            reading.value(Metric.CONNECTIONS, peer.free(), with(labels, "http.connection.state", "idle"));
            reading.value(Metric.WAITING, peer.waiting(), labels);
        }
    }

    private static String[] with(String[] labels, String name, String value) {
        return new String[] {labels[0], labels[1], labels[2], labels[3], name, value};
    }
}
