package dev.aiproxy.runtime.cli;

import com.codahale.metrics.MetricRegistry;
import dev.aiproxy.runtime.config.CommandLineOverrides;
import dev.aiproxy.runtime.config.GatewayConfig;
import dev.aiproxy.runtime.dispatch.Dispatcher;
import dev.aiproxy.runtime.dispatch.OpaqueStore;
import dev.aiproxy.runtime.metrics.ExchangeLog;
import dev.aiproxy.runtime.metrics.ExchangeMetrics;
import dev.aiproxy.runtime.server.GatewayServer;
import dev.aiproxy.runtime.upstream.UpstreamClient;
import dev.aiproxy.runtime.upstream.UpstreamSettings;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves until it is told to stop. */
@Command(
        name = "ai-proxy",
        description = "A gateway between AI clients and AI providers. Without a command it serves.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger("ai-proxy");
    private static final long OPAQUE_CHARS = 32L << 20;
    private static final Duration OPAQUE_AGE = Duration.ofHours(6);

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--host", paramLabel = "H", description = "the address to listen on (default: 0.0.0.0)")
    @Nullable
    String host;

    @Option(names = "--port", paramLabel = "P", description = "the port to listen on, 0 for any (default: 8317)")
    @Nullable
    String port;

    @Override
    public Integer call() throws Exception {
        var overrides = new CommandLineOverrides(host, port, common.plugins, common.logLevel);
        Setup.Result result = Setup.load(common, overrides);
        if (result instanceof Setup.Result.Ready ready) {
            return serve(ready);
        }
        return Reports.invalid(((Setup.Result.Invalid) result).problems());
    }

    private static int serve(Setup.Result.Ready ready) throws InterruptedException {
        GatewayConfig config = ready.config();
        GatewayServer.Io io = GatewayServer.Io.create();
        UpstreamClient upstream = new UpstreamClient(io.worker(), io.buffers(), UpstreamSettings.defaults());
        Dispatcher dispatcher = new Dispatcher(
                upstream,
                io.worker(),
                new OpaqueStore(OPAQUE_CHARS, OPAQUE_AGE, Clock.systemUTC()),
                Clock.systemUTC(),
                List.of(new ExchangeMetrics(new MetricRegistry()), new ExchangeLog()));
        InetSocketAddress address = new InetSocketAddress(
                config.listener().host(), config.listener().port());
        GatewayServer server = new GatewayServer(io, address, ready.assembly().state(), dispatcher, Clock.systemUTC());
        try {
            server.start();
        } catch (RuntimeException refused) {
            return Reports.cannotListen(address, refused);
        }
        announce(ready, server);
        stopOnSignal(server, config.timeouts().shutdown());
        new CountDownLatch(1).await();
        return 0;
    }

    private static void announce(Setup.Result.Ready ready, GatewayServer server) {
        GatewayConfig config = ready.config();
        config.warnings().forEach(warning -> LOG.warn("{}", warning));
        if (config.access().open() && !loopback(server.address()) && hasKeys(config)) {
            LOG.warn("ANYONE who reaches this address can spend your provider keys: no api-keys are configured");
        }
        LOG.info(
                "ai-proxy {} listens on http://{}:{} with {} models (configuration: {})",
                Version.current(),
                config.listener().host(),
                server.address().getPort(),
                ready.assembly().router().models().size(),
                config.source().label());
    }

    private static boolean loopback(InetSocketAddress address) {
        return address.getAddress() != null && address.getAddress().isLoopbackAddress();
    }

    private static boolean hasKeys(GatewayConfig config) {
        return config.providers().stream()
                .flatMap(provider -> provider.credentials().stream())
                .anyMatch(credential -> credential.apiKey().isPresent());
    }

    private static void stopOnSignal(GatewayServer server, Duration patience) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            LOG.info("shutting down: open requests may take up to {} s", patience.toSeconds());
                            server.shutDown(patience);
                            LOG.info("stopped");
                            Runtime.getRuntime().halt(0);
                        },
                        "shutdown"));
    }
}
