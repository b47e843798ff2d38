package dev.aiproxy.runtime.server;

import dev.aiproxy.runtime.config.GatewayConfig;
import dev.aiproxy.runtime.dispatch.Dispatcher;
import dev.aiproxy.runtime.metrics.Observations;
import dev.aiproxy.runtime.plugin.guard.PluginWatch;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Sequence;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/** The listening server. {@link #start} once, {@link #swap} at any time, {@link #shutDown} once. */
public final class GatewayServer {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final Duration POLL = Duration.ofMillis(20);

    private final Io io;
    private final Undertow undertow;
    private volatile InetSocketAddress address;
    private volatile Undertow.@Nullable ListenerInfo listener;
    private volatile @Nullable TlsIdentity presented;
    private final RootHandler root;
    private final AtomicReference<GatewayState> state;
    private final AtomicBoolean draining = new AtomicBoolean();

    /**
     * Where to listen.
     *
     * @param address port 0 stands for any free one
     * @param tls null for plain HTTP
     */
    public record Binding(
            InetSocketAddress address, @Nullable TlsIdentity tls) {
        private Undertow.ListenerBuilder listener() {
            Undertow.ListenerBuilder listener = new Undertow.ListenerBuilder()
                    .setType(Undertow.ListenerType.HTTP)
                    .setHost(address.getHostString())
                    .setPort(address.getPort());
            if (tls != null) {
                listener.setType(Undertow.ListenerType.HTTPS)
                        .setSslContext(tls.context())
                        .setOverrideSocketOptions(
                                OptionMap.create(Options.SSL_ENABLED_PROTOCOLS, Sequence.of("TLSv1.3", "TLSv1.2")));
            }
            return listener;
        }
    }

    /** The threads and buffers that server and upstream client share. */
    public record Io(XnioWorker worker, ByteBufferPool buffers) {
        /** As many IO threads as processors. */
        public static Io create() {
            int processors = Math.max(1, Runtime.getRuntime().availableProcessors());
            try {
                XnioWorker worker = Xnio.getInstance(GatewayServer.class.getClassLoader())
                        .createWorker(OptionMap.builder()
                                .set(Options.WORKER_NAME, "ai-proxy")
                                .set(Options.WORKER_IO_THREADS, processors)
                                .set(Options.WORKER_TASK_CORE_THREADS, processors * 2)
                                .set(Options.WORKER_TASK_MAX_THREADS, processors * 2)
                                .set(Options.TCP_NODELAY, true)
                                .getMap());
                return new Io(worker, new DefaultByteBufferPool(true, BUFFER_BYTES, -1, 4));
            } catch (java.io.IOException noSelector) {
                throw new IllegalStateException("the IO threads cannot be started", noSelector);
            }
        }
    }

    public GatewayServer(
            Io io, Binding binding, GatewayState initial, Dispatcher dispatcher, PluginWatch watch, Clock clock) {
        this.io = io;
        this.address = binding.address();
        this.presented = binding.tls();
        this.state = new AtomicReference<>(initial);
        GatewayConfig.Limits limits = initial.snapshot().config().limits();
        EdgeAnswers edge = new EdgeAnswers(clock);
        ApiHandler api = new ApiHandler(dispatcher, new ModelLists(clock.instant()), edge, clock);
        this.root = new RootHandler(state::get, draining::get, watch::hanging, api, edge);
        this.undertow = Undertow.builder()
                .setWorker(io.worker())
                .setByteBufferPool(io.buffers())
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .setServerOption(UndertowOptions.ALWAYS_SET_DATE, true)
                .setServerOption(UndertowOptions.DECODE_URL, false)
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, limits.headerBytes())
                .setServerOption(
                        UndertowOptions.REQUEST_PARSE_TIMEOUT,
                        millis(limits.timeouts().head()))
                .setServerOption(
                        UndertowOptions.NO_REQUEST_TIMEOUT,
                        millis(limits.timeouts().idle()))
                .setServerOption(UndertowOptions.RECORD_REQUEST_START_TIME, false)
                .setSocketOption(Options.BACKLOG, 1024)
                .setSocketOption(Options.CONNECTION_HIGH_WATER, limits.maxConnections())
                .setSocketOption(Options.CONNECTION_LOW_WATER, limits.maxConnections())
                .addListener(binding.listener())
                .setHandler(root)
                .build();
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }

    /**
     * Begins to listen.
     *
     * @throws RuntimeException if the address cannot be bound
     */
    public void start() {
        undertow.start();
        Undertow.ListenerInfo started = undertow.getListenerInfo().get(0);
        address = (InetSocketAddress) started.getAddress();
        listener = started;
    }

    /** Answers the admin API from now on; until then there is none. */
    public void administer(Control control, Observations observations) {
        root.administer(control, observations);
    }

    /** Where it listens; the real port also if 0 was asked for. */
    public InetSocketAddress address() {
        return address;
    }

    /** New exchanges use this state from now on; running ones keep theirs. */
    public void swap(GatewayState next) {
        state.set(next);
    }

    /**
     * New connections are given this identity from now on, also those that would resume a session; open ones go on.
     *
     * @param next null changes nothing, and nothing changes a listener of plain HTTP
     */
    public void present(@Nullable TlsIdentity next) {
        Undertow.ListenerInfo started = listener;
        TlsIdentity now = presented;
        if (started != null && now != null && next != null && !next.same(now)) {
            started.setSslContext(next.context());
            presented = next;
            LOG.info("new connections are given {}", next);
        }
    }

    /** Refuses what is new, waits for what is open, at most so long; then stops. Blocks. */
    public void shutDown(Duration patience) {
        draining.set(true);
        undertow.stop();
        long deadline = System.nanoTime() + patience.toNanos();
        while (root.open() > 0 && System.nanoTime() < deadline) {
            java.util.concurrent.locks.LockSupport.parkNanos(POLL.toNanos());
        }
        if (root.open() > 0) {
            LOG.warn("{} requests were still open after {} s and are broken off", root.open(), patience.toSeconds());
        }
        io.worker().shutdownNow();
    }

    /** Whether {@link #shutDown} was called. */
    public boolean draining() {
        return draining.get();
    }
}
