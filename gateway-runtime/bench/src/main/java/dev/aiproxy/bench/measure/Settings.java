package dev.aiproxy.bench.measure;

import java.nio.file.Path;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param home the distribution to measure
 * @param gatewayOptions options for its virtual machine, beside those of its script
 * @param upstreamPort where the static upstream listens; 0 for any free port
 * @param streamUpstreamPort the same for the upstream of streams
 */
record Settings(
        Path home, String gatewayOptions, int upstreamPort, int streamUpstreamPort, Effort effort, List<Peer> peers) {}
