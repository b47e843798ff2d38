package dev.aiproxy.runtime.cli;

import dev.aiproxy.runtime.server.GatewayServer;
import dev.aiproxy.runtime.upstream.UpstreamClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What takes a while at each start and does not depend on the configuration, so that it is done beside reading that. */
final class Groundwork {
    private final CompletableFuture<GatewayServer.Io> io = CompletableFuture.supplyAsync(Groundwork::lay);

    private static GatewayServer.Io lay() {
        GatewayServer.Io threads = GatewayServer.Io.create();
        UpstreamClient.loadTrust();
        return threads;
    }

    /**
     * Waits for it.
     *
     * @throws IllegalStateException if the IO threads cannot be started
     */
    GatewayServer.Io io() {
        try {
            return io.join();
        } catch (CompletionException failed) {
            throw new IllegalStateException("the IO threads cannot be started", failed);
        }
    }

    /** Nobody needs it. */
    void abandon() {
        var unused = io.thenAccept(threads -> threads.worker().shutdownNow());
    }
}
