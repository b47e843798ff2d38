package dev.aiproxy.bench.upstream;

import java.util.Map;

/**
 * What the upstream has seen since it started.
 *
 * @param events events of streams that were written
 * @param leftAt when the peer of a stream went away, by {@link System#nanoTime()}, by the number in its request
 */
public record UpstreamStats(int port, long requests, long events, Map<Integer, Long> leftAt) {}
