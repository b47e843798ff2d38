package dev.aiproxy.runtime.upstream;

import dev.aiproxy.api.provider.UpstreamRequest;
import io.undertow.connector.ByteBufferPool;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;

/** Sends requests to providers; one per process. Each IO thread has its own connections. */
public final class UpstreamClient implements AutoCloseable {
    private static final long ANSWER_MILLIS = 500;

    private final ConcurrentMap<XnioIoThread, IoLane> lanes = new ConcurrentHashMap<>();
    private final XnioWorker worker;
    private final ByteBufferPool buffers;
    private final LongSupplier clock;
    private final Resolver resolver;
    private volatile Current current;

    /** What new exchanges find. */
    private record Current(UpstreamSettings settings, Tls tls) {}

    public UpstreamClient(XnioWorker worker, ByteBufferPool buffers, UpstreamSettings settings) {
        this(worker, buffers, settings, System::nanoTime, InetAddress::getAllByName);
    }

    UpstreamClient(
            XnioWorker worker,
            ByteBufferPool buffers,
            UpstreamSettings settings,
            LongSupplier nanoClock,
            Resolver.Lookup lookup) {
        this.worker = worker;
        this.buffers = buffers;
        this.clock = nanoClock;
        this.resolver = new Resolver(lookup, worker, nanoClock);
        this.current = new Current(settings, new Tls(worker, settings.trusted()));
    }

    /** Loads the platform's trusted certificates, which the virtual machine keeps, so that a client is made faster. */
    public static void loadTrust() {
        Tls.loadTrust();
    }

    /**
     * Takes other settings for what begins from now on. What runs goes on; free connections that were opened with other
     * trusted certificates are closed.
     */
    public synchronized void apply(UpstreamSettings settings) {
        Current before = current;
        boolean trustChanged = !settings.trusted().equals(before.settings().trusted());
        current = new Current(settings, trustChanged ? new Tls(worker, settings.trusted()) : before.tls());
        if (trustChanged) {
            onEachLane(lane -> lane.pool().closeFree(before.tls()));
        }
    }

    /**
     * Sends a request. Called on {@code io}, and so is the listener, never before this returns.
     *
     * @param body sent with its Content-Length, may be empty; must not change until the exchange ends, because it may
     *     be sent a second time
     * @throws IllegalArgumentException if the URL is not an absolute http or https URL
     */
    public UpstreamExchange send(
            XnioIoThread io,
            UpstreamRequest request,
            ByteBuffer body,
            UpstreamOptions options,
            UpstreamListener listener) {
        if (Thread.currentThread() != io) {
            throw new IllegalStateException("called outside the exchange's IO thread");
        }
        Route route = new Route(Origin.of(request.url()), options.proxy(), current.tls());
        HttpExchange exchange = new HttpExchange(lane(io), route, request, body, options.timeouts(), listener);
        exchange.start();
        return exchange;
    }

    /** Closes the free connections; those of running exchanges close with their exchange. */
    @Override
    public void close() {
        onEachLane(IoLane::close);
    }

    private void onEachLane(Consumer<IoLane> action) {
        lanes.forEach((io, lane) -> execute(io, () -> action.accept(lane)));
    }

    private static void execute(XnioIoThread io, Runnable task) {
        try {
            io.execute(task);
        } catch (RejectedExecutionException e) {
            // the worker has ended, and its connections with it
        }
    }

    /** The connections that there are; asks each IO thread, so it is not for one of them. One that does not answer is left out. */
    public List<PeerConnections> connections() {
        List<CompletableFuture<List<PeerConnections>>> asked = new ArrayList<>();
        lanes.forEach((io, lane) -> {
            CompletableFuture<List<PeerConnections>> answer = new CompletableFuture<>();
            asked.add(answer);
            execute(io, () -> answer.complete(lane.pool().count()));
        });
        return asked.stream().flatMap(UpstreamClient::answer).toList();
    }

    private static Stream<PeerConnections> answer(CompletableFuture<List<PeerConnections>> asked) {
        try {
            return asked.get(ANSWER_MILLIS, TimeUnit.MILLISECONDS).stream();
        } catch (ExecutionException | TimeoutException silent) {
            return Stream.empty();
        } catch (InterruptedException wanted) {
            Thread.currentThread().interrupt();
            return Stream.empty();
        }
    }

    /** How many connections of the IO thread are free; called on it. */
    int freeConnections(XnioIoThread io) {
        return lane(io).pool().freeCount();
    }

    private IoLane lane(XnioIoThread io) {
        IoLane lane = lanes.get(io);
        return lane != null
                ? lane
                : lanes.computeIfAbsent(io, key -> new IoLane(key, () -> current.settings(), buffers, resolver, clock));
    }
}
