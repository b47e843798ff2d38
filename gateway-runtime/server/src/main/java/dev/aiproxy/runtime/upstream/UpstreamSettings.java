package dev.aiproxy.runtime.upstream;

import dev.aiproxy.runtime.config.GatewayConfig;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What holds for every exchange of a client. A route is an origin, and the proxy through which it is reached.
 *
 * @param maxConnections per IO thread
 * @param maxConnectionsPerRoute per IO thread; a further exchange waits for a free one
 * @param maxIdlePerRoute per IO thread; a connection that becomes free beyond it is closed
 * @param maxWaitingPerRoute per IO thread; a further exchange fails at once
 * @param idleEviction how long a free connection is kept
 * @param maxHeadBytes of one response head
 * @param tick how often time-outs are checked
 * @param trusted certificates trusted beside those of the JDK
 */
public record UpstreamSettings(
        int maxConnections,
        int maxConnectionsPerRoute,
        int maxIdlePerRoute,
        int maxWaitingPerRoute,
        Duration idleEviction,
        int maxHeadBytes,
        Duration tick,
        List<X509Certificate> trusted) {
    public UpstreamSettings {
        trusted = List.copyOf(trusted);
    }

    public static UpstreamSettings defaults() {
        return new UpstreamSettings(
                20_000, 10_000, 256, 1_000, Duration.ofSeconds(60), 64 * 1024, Duration.ofSeconds(1), List.of());
    }

    /**
     * As configured; limits are divided among the IO threads, each of which has at least one connection.
     *
     * @param authorities what {@link CaFile} read, trusted beside those trusted already
     */
    public UpstreamSettings with(GatewayConfig.Upstream config, List<X509Certificate> authorities, int ioThreads) {
        return new UpstreamSettings(
                share(config.maxConnections(), ioThreads),
                share(config.maxConnectionsPerHost(), ioThreads),
                maxIdlePerRoute,
                config.maxWaiting() == 0 ? 0 : share(config.maxWaiting(), ioThreads),
                config.idleTimeout(),
                maxHeadBytes,
                tick,
                Stream.concat(trusted.stream(), authorities.stream()).toList());
    }

    private static int share(int limit, int ioThreads) {
        return Math.max(1, (limit + ioThreads - 1) / ioThreads);
    }

    public UpstreamSettings withTick(Duration interval) {
        return new UpstreamSettings(
                maxConnections,
                maxConnectionsPerRoute,
                maxIdlePerRoute,
                maxWaitingPerRoute,
                idleEviction,
                maxHeadBytes,
                interval,
                trusted);
    }

    public UpstreamSettings withTrusted(List<X509Certificate> certificates) {
        return new UpstreamSettings(
                maxConnections,
                maxConnectionsPerRoute,
                maxIdlePerRoute,
                maxWaitingPerRoute,
                idleEviction,
                maxHeadBytes,
                tick,
                certificates);
    }

    /** Per IO thread: connections in all, along one route, and exchanges that wait for one. */
    UpstreamSettings withLimits(int connections, int perRoute, int waiting) {
        return new UpstreamSettings(
                connections,
                perRoute,
                Math.min(maxIdlePerRoute, perRoute),
                waiting,
                idleEviction,
                maxHeadBytes,
                tick,
                trusted);
    }

    UpstreamSettings withMaxIdle(int perRoute) {
        return new UpstreamSettings(
                maxConnections,
                maxConnectionsPerRoute,
                perRoute,
                maxWaitingPerRoute,
                idleEviction,
                maxHeadBytes,
                tick,
                trusted);
    }
}
