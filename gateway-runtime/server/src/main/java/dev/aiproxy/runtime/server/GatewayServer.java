package dev.aiproxy.runtime.server;

import dev.aiproxy.runtime.config.GatewayConfig;
import dev.aiproxy.runtime.dispatch.Dispatcher;
import dev.aiproxy.runtime.metrics.Observations;
import dev.aiproxy.runtime.plugin.guard.PluginWatch;
import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/** The listening server. {@link #start} once, {@link #swap} at any time, {@link #shutDown} once. */
public final class GatewayServer {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);
    private static final Duration POLL = Duration.ofMillis(20);

    /** How long the last words to clients may take to leave. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final Io io;
    private final Dispatcher dispatcher;
    private final Listener.Speech speech;
    private volatile InetSocketAddress address;
    private volatile @Nullable Listener listener;
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
            InetSocketAddress address, @Nullable TlsIdentity tls) {}

    /** The threads and buffers that server and upstream client share. */
    public record Io(XnioWorker worker, ByteBufferPool buffers) {
        static final int BUFFER_BYTES = 16 * 1024;

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
        this.dispatcher = dispatcher;
        this.address = binding.address();
        this.presented = binding.tls();
        this.state = new AtomicReference<>(initial);
        GatewayConfig config = initial.snapshot().config();
        EdgeAnswers edge = new EdgeAnswers(clock);
        ApiHandler api = new ApiHandler(dispatcher, new ModelLists(clock.instant()), edge, clock);
        this.root = new RootHandler(state::get, draining::get, watch::hanging, api, edge);
        this.speech = new Listener.Speech(
                binding.tls(),
                config.tls() != null && config.tls().http2(),
                sockets(config.limits()),
                options(config.limits()),
                root,
                edge);
    }

    private static OptionMap options(GatewayConfig.Limits limits) {
        return OptionMap.builder()
                .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .set(UndertowOptions.ALWAYS_SET_DATE, true)
                .set(UndertowOptions.DECODE_URL, false)
                .set(UndertowOptions.MAX_HEADER_SIZE, limits.headerBytes())
                .set(
                        UndertowOptions.REQUEST_PARSE_TIMEOUT,
                        millis(limits.timeouts().head()))
                .set(
                        UndertowOptions.NO_REQUEST_TIMEOUT,
                        millis(limits.timeouts().idle()))
                .set(UndertowOptions.RECORD_REQUEST_START_TIME, false)
                .getMap();
    }

    private static OptionMap sockets(GatewayConfig.Limits limits) {
        return OptionMap.builder()
                .set(Options.BACKLOG, 1024)
                .set(Options.CONNECTION_HIGH_WATER, limits.maxConnections())
                .set(Options.CONNECTION_LOW_WATER, limits.maxConnections())
                .getMap();
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
        try {
            Listener opened = Listener.open(io, address, speech);
            address = opened.address();
            listener = opened;
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
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
        Listener started = listener;
        TlsIdentity now = presented;
        if (started != null && now != null && next != null && !next.same(now)) {
            started.present(next);
            presented = next;
            LOG.info("new connections are given {}", next);
        }
    }

    /** Refuses what is new, waits for what is open, at most so long; ends that with an error, then stops. Blocks. */
    public void shutDown(Duration patience) {
        draining.set(true);
        Listener started = listener;
        if (started != null) {
            started.close();
        }
        await(patience, () -> root.open() == 0);
        if (root.open() > 0) {
            LOG.warn("{} requests were still open after {} s and are broken off", root.open(), patience.toSeconds());
        }
        await(FAREWELL, this::farewell);
        io.worker().shutdownNow();
    }

    /** Ends what is open, again and again, because some requests become exchanges only when their body is there; true if all is recorded. */
    private boolean farewell() {
        if (root.open() > 0) {
            dispatcher.expire(any -> true, RootHandler.SHUTTING_DOWN);
        }
        return root.open() == 0 && dispatcher.idle();
    }

    private static void await(Duration patience, BooleanSupplier over) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!over.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** Whether {@link #shutDown} was called. */
    public boolean draining() {
        return draining.get();
    }
}
