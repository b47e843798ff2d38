package dev.aiproxy.runtime.upstream;

import dev.aiproxy.api.provider.UpstreamRequest;
import io.undertow.connector.ByteBufferPool;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;

/** Sends requests to providers; one per process. Each IO thread has its own connections. */
public final class UpstreamClient implements AutoCloseable {
    private final ConcurrentMap<XnioIoThread, IoLane> lanes = new ConcurrentHashMap<>();
    private final ByteBufferPool buffers;
    private final UpstreamSettings settings;
    private final LongSupplier clock;
    private final Resolver resolver;
    private final Tls tls;

    public UpstreamClient(XnioWorker worker, ByteBufferPool buffers, UpstreamSettings settings) {
        this(worker, buffers, settings, System::nanoTime, InetAddress::getAllByName);
    }

    UpstreamClient(
            XnioWorker worker,
            ByteBufferPool buffers,
            UpstreamSettings settings,
            LongSupplier nanoClock,
            Resolver.Lookup lookup) {
        this.buffers = buffers;
        this.settings = settings;
        this.clock = nanoClock;
        this.resolver = new Resolver(lookup, worker, nanoClock);
        this.tls = new Tls(worker, buffers, settings.trusted());
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
            UpstreamTimeouts timeouts,
            UpstreamListener listener) {
        if (Thread.currentThread() != io) {
            throw new IllegalStateException("called outside the exchange's IO thread");
        }
        HttpExchange exchange = new HttpExchange(lane(io), request, body, timeouts, listener);
        exchange.start();
        return exchange;
    }

    /** Closes the free connections; those of running exchanges close with their exchange. */
    @Override
    public void close() {
        lanes.forEach((io, lane) -> {
            try {
                io.execute(lane::close);
            } catch (RejectedExecutionException e) {
                // the worker has ended, and its connections with it
            }
        });
    }

    /** How many connections of the IO thread are free; called on it. */
    int freeConnections(XnioIoThread io) {
        return lane(io).pool().freeCount();
    }

    private IoLane lane(XnioIoThread io) {
        IoLane lane = lanes.get(io);
        return lane != null
                ? lane
                : lanes.computeIfAbsent(io, key -> new IoLane(key, settings, buffers, resolver, tls, clock));
    }
}
