package dev.aiproxy.runtime.upstream;

import io.undertow.connector.ByteBufferPool;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/** What the exchanges of one IO thread share. Touched on that thread only. */
final class IoLane {
    private final XnioIoThread io;
    private final Supplier<UpstreamSettings> settings;
    private final ByteBufferPool buffers;
    private final Resolver resolver;
    private final LongSupplier clock;
    private final ConnectionPool pool;
    private final Set<HttpExchange> active = new HashSet<>();
    private XnioExecutor.@Nullable Key ticking;

    IoLane(
            XnioIoThread io,
            Supplier<UpstreamSettings> settings,
            ByteBufferPool buffers,
            Resolver resolver,
            LongSupplier clock) {
        this.io = io;
        this.settings = settings;
        this.buffers = buffers;
        this.resolver = resolver;
        this.clock = clock;
        this.pool = new ConnectionPool(settings, buffers);
    }

    XnioIoThread io() {
        return io;
    }

    UpstreamSettings settings() {
        return settings.get();
    }

    ByteBufferPool buffers() {
        return buffers;
    }

    Resolver resolver() {
        return resolver;
    }

    ConnectionPool pool() {
        return pool;
    }

    long now() {
        return clock.getAsLong();
    }

    void enter(HttpExchange exchange) {
        active.add(exchange);
        if (ticking == null) {
            ticking = io.executeAfter(this::tick, settings().tick().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void leave(HttpExchange exchange) {
        active.remove(exchange);
    }

    void close() {
        pool.closeFree();
        if (ticking != null) {
            ticking.remove();
            ticking = null;
        }
    }

    /** Stops by itself when there is nothing left to watch. */
    private void tick() {
        ticking = null;
        long now = now();
        List.copyOf(active).forEach(exchange -> exchange.tick(now));
        pool.evict(now);
        if (ticking == null && (!active.isEmpty() || pool.freeCount() > 0)) {
            try {
                ticking = io.executeAfter(this::tick, settings().tick().toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                active.clear(); // the worker ends, and its connections with it
            }
        }
    }
}
