package dev.aiproxy.runtime.upstream;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/**
 * What holds for every exchange of a client.
 *
 * @param maxConnectionsPerOrigin per IO thread; a further exchange waits for a free one
 * @param maxIdlePerOrigin per IO thread; a connection that becomes free beyond it is closed
 * @param idleEviction how long a free connection is kept
 * @param maxHeadBytes of one response head
 * @param tick how often time-outs are checked
 * @param trusted certificates trusted beside those of the JDK
 */
public record UpstreamSettings(
        int maxConnectionsPerOrigin,
        int maxIdlePerOrigin,
        Duration idleEviction,
        int maxHeadBytes,
        Duration tick,
        List<X509Certificate> trusted) {
    public UpstreamSettings {
        trusted = List.copyOf(trusted);
    }

    public static UpstreamSettings defaults() {
        return new UpstreamSettings(10_000, 256, Duration.ofSeconds(60), 64 * 1024, Duration.ofSeconds(1), List.of());
    }

    public UpstreamSettings withTick(Duration interval) {
        return new UpstreamSettings(
                maxConnectionsPerOrigin, maxIdlePerOrigin, idleEviction, maxHeadBytes, interval, trusted);
    }

    public UpstreamSettings withTrusted(List<X509Certificate> certificates) {
        return new UpstreamSettings(
                maxConnectionsPerOrigin, maxIdlePerOrigin, idleEviction, maxHeadBytes, tick, certificates);
    }
}
