package dev.aiproxy.bench.measure;

import dev.aiproxy.bench.process.Distribution;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param gateway what is measured
 * @param upstreamPort where the static upstream listens; 0 for any free port
 * @param streamUpstreamPort the same for the upstream of streams
 */
record Settings(Distribution gateway, int upstreamPort, int streamUpstreamPort, Effort effort, List<Peer> peers) {}
