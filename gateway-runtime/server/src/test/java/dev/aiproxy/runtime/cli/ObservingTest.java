package dev.aiproxy.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.runtime.metrics.Metric;
import dev.aiproxy.runtime.upstream.PeerConnections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ObservingTest {
    private final Map<String, Double> values = new HashMap<>();

    @Test
    void peersBeyondTheFirstFiftyAreShownAsOne() {
        List<PeerConnections> peers = IntStream.range(0, 80)
                .mapToObj(i -> new PeerConnections("host-" + i, 443, 2, 1, 0))
                .toList();

        Observing.read(peers, (metric, value, labels) -> values.merge(shown(metric, labels), value, Double::sum));

        assertThat(values).hasSize(51 * 3);
        assertThat(values.get("http.client.open_connections host-7 443 active")).isEqualTo(2);
        assertThat(values.get("http.client.open_connections other 0 idle")).isEqualTo(30);
    }

    private static String shown(Metric metric, String... labels) {
        StringBuilder shown = new StringBuilder(metric.name());
        for (int i = 1; i < labels.length; i += 2) {
            shown.append(' ').append(labels[i]);
        }
        return shown.toString();
    }
}
