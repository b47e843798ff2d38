package dev.aiproxy.runtime.cli;

import dev.aiproxy.api.exchange.UsageListener;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.runtime.config.CommandLineOverrides;
import dev.aiproxy.runtime.config.ConfigSource;
import dev.aiproxy.runtime.config.GatewayConfig;
import dev.aiproxy.runtime.config.Surroundings;
import dev.aiproxy.runtime.dispatch.Dispatcher;
import dev.aiproxy.runtime.dispatch.ModelDiscovery;
import dev.aiproxy.runtime.dispatch.OpaqueStore;
import dev.aiproxy.runtime.metrics.ExchangeLog;
import dev.aiproxy.runtime.metrics.ExchangeMetrics;
import dev.aiproxy.runtime.metrics.Observations;
import dev.aiproxy.runtime.metrics.RecentExchanges;
import dev.aiproxy.runtime.plugin.guard.PluginWatch;
import dev.aiproxy.runtime.routing.RoutingMemory;
import dev.aiproxy.runtime.server.Control;
import dev.aiproxy.runtime.server.GatewayServer;
import dev.aiproxy.runtime.upstream.UpstreamClient;
import dev.aiproxy.runtime.upstream.UpstreamSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway: everything put together. The command line runs one; tests run as many as they like. Thread-safe. */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("ai-proxy");
    private static final long OPAQUE_CHARS = 32L << 20;
    private static final Duration OPAQUE_AGE = Duration.ofHours(6);

    private final Reloader reloader;
    private final UpstreamClient upstream;
    private final Dispatcher dispatcher;
    private final ModelDiscovery discovery;
    private final GatewayServer server;
    private final PluginWatch watch;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private Gateway(
            Reloader reloader,
            UpstreamClient upstream,
            Dispatcher dispatcher,
            ModelDiscovery discovery,
            GatewayServer server,
            PluginWatch watch) {
        this.reloader = reloader;
        this.upstream = upstream;
        this.dispatcher = dispatcher;
        this.discovery = discovery;
        this.server = server;
        this.watch = watch;
    }

    /**
     * What a gateway is started with.
     *
     * @param surroundings looked at anew for each reload
     * @param workDirectory where private copies of plugins are kept
     * @param upstream settings of the connections to providers
     * @param listeners hear of each exchange, besides log and metrics
     * @param clock tells how long cooldowns, tokens and what is kept for clients last
     */
    public record Parts(
            ConfigSource source,
            CommandLineOverrides overrides,
            Supplier<Surroundings> surroundings,
            Path workDirectory,
            UpstreamSettings upstream,
            List<UsageListener> listeners,
            Clock clock) {
        public Parts {
            listeners = List.copyOf(listeners);
        }

        private Setup.Wish wish() {
            return new Setup.Wish(source, overrides);
        }
    }

    /**
     * Loads, validates, listens.
     *
     * @throws InvalidConfigurationException with everything that is wrong with the configuration
     * @throws RuntimeException if the address cannot be bound
     */
    public static Gateway start(Parts parts) throws InvalidConfigurationException {
        Groundwork groundwork = new Groundwork();
        PluginWatch watch = new PluginWatch();
        Setup setup = new Setup(parts.surroundings(), parts.workDirectory(), new RoutingMemory(parts.clock()), watch);
        Setup.Result.Ready ready;
        try {
            ready = ready(setup.load(parts.wish(), null));
        } catch (InvalidConfigurationException | RuntimeException refused) {
            groundwork.abandon();
            throw refused;
        }
        LogSetup.apply(ready.config().logging());
        Gateway gateway = assemble(parts, setup, ready, watch, groundwork.io());
        try {
            gateway.listen();
        } catch (RuntimeException refused) {
            gateway.close();
            throw refused;
        }
        gateway.announce();
        return gateway;
    }

    private static Setup.Result.Ready ready(Setup.Result result) throws InvalidConfigurationException {
        if (result instanceof Setup.Result.Invalid invalid) {
            throw new InvalidConfigurationException(invalid.problems());
        }
        return (Setup.Result.Ready) result;
    }

    private static Gateway assemble(
            Parts parts, Setup setup, Setup.Result.Ready ready, PluginWatch watch, GatewayServer.Io io) {
        Clock clock = parts.clock();
        Function<Setup.Result.Ready, UpstreamSettings> settings = next -> parts.upstream()
                .with(
                        next.config().upstream(),
                        next.assembly().authorities(),
                        io.worker().getIoThreadCount());
        UpstreamClient upstream = new UpstreamClient(io.worker(), io.buffers(), settings.apply(ready));
        List<UsageListener> listeners = new ArrayList<>(parts.listeners());
        Observations observations = new Observations(new ExchangeMetrics(), new RecentExchanges());
        listeners.add(observations.metrics());
        listeners.add(observations.recent());
        listeners.add(new ExchangeLog());
        OpaqueStore opaque = new OpaqueStore(OPAQUE_CHARS, OPAQUE_AGE, clock);
        Dispatcher dispatcher = new Dispatcher(upstream, io.worker(), opaque, clock, listeners);
        Observing observing = new Observing(observations.metrics());
        observing.all(io.worker(), upstream, dispatcher, setup.health());
        observing.serves(ready.assembly().state().snapshot().router());
        GatewayConfig.Listener listener = ready.config().listener();
        GatewayServer.Binding binding = new GatewayServer.Binding(
                new InetSocketAddress(listener.host(), listener.port()),
                ready.assembly().tls());
        GatewayServer server = new GatewayServer(io, binding, ready.assembly().state(), dispatcher, watch, clock);
        Consumer<Setup.Result.Ready> swap = next -> {
            upstream.apply(settings.apply(next));
            observing.serves(next.assembly().state().snapshot().router());
            server.swap(next.assembly().state());
            server.present(next.assembly().tls());
        };
        Reloader reloader = new Reloader(
                setup, parts.wish(), parts.surroundings().get().workingDirectory(), ready, swap, dispatcher);
        server.administer(reloader, observations);
        ModelDiscovery discovery = new ModelDiscovery(
                dispatcher,
                io.worker().getIoThread(),
                () -> reloader.current().assembly().state().snapshot());
        return new Gateway(reloader, upstream, dispatcher, discovery, server, watch);
    }

    /** Where it listens; with the real port if any free one was asked for. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** The configuration in force. */
    public GatewayConfig config() {
        return reloader.current().config();
    }

    /** Where conversations are posted to, whatever their format; paths without variables. */
    List<String> chatPaths() {
        return reloader.current().plugins().translators().stream()
                .flatMap(contributed -> contributed.translator().endpoints().stream())
                .filter(endpoint -> endpoint.operation().equals(Operation.CHAT)
                        && !endpoint.path().contains("{"))
                .map(Endpoint::path)
                .toList();
    }

    /** What an operator may see and do. */
    public Control control() {
        return reloader;
    }

    /** Refuses new requests, lets open ones finish for as long as {@code shutdown-timeout} says, then stops. Blocks. */
    public void shutDown() {
        stop(config().timeouts().shutdown());
    }

    /** Stops at once. */
    @Override
    public void close() {
        stop(Duration.ZERO);
    }

    private void stop(Duration patience) {
        if (stopped.getAndSet(true)) {
            return;
        }
        discovery.close();
        server.shutDown(patience);
        watch.close();
        dispatcher.close();
        upstream.close();
        reloader.close();
    }

    private void listen() {
        try {
            watch.start();
            server.start();
            reloader.start();
            discovery.start();
        } catch (RuntimeException refused) {
            GatewayConfig.Listener listener = config().listener();
            throw new IllegalStateException("cannot listen on " + listener.host() + ":" + listener.port(), refused);
        }
    }

    private void announce() {
        GatewayConfig config = config();
        config.warnings().forEach(warning -> LOG.warn("{}", warning));
        LOG.info(
                "ai-proxy {} listens on {}://{}:{} (configuration: {})",
                Version.current(),
                config.tls() == null ? "http" : "https",
                config.listener().host(),
                address().getPort(),
                config.source().label());
    }
}
