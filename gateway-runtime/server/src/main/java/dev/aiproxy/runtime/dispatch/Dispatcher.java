package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.api.exchange.UsageListener;
import dev.aiproxy.runtime.upstream.UpstreamClient;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs exchanges. One per process; holds what outlives a configuration. Thread-safe. */
public final class Dispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final UpstreamClient upstream;
    private final Executor worker;
    private final OpaqueStore opaque;
    private final List<UsageListener> listeners;
    private final TokenCache tokens;
    private final RetryBudget retryBudget;
    private final Affinity affinity = new Affinity();
    private final StoredOwners storedOwners;
    private final Ticks ticks = new Ticks();
    private final LocalThreads localThreads = new LocalThreads();
    private final Set<Exchange> open = ConcurrentHashMap.newKeySet();
    private volatile AttemptListener attempts = (operation, candidate, status) -> {};

    /**
     * @param worker for work too long for an IO thread
     * @param listeners hear of each exchange once, when it is over
     */
    public Dispatcher(
            UpstreamClient upstream, Executor worker, OpaqueStore opaque, Clock clock, List<UsageListener> listeners) {
        this.upstream = upstream;
        this.worker = worker;
        this.opaque = opaque;
        this.listeners = List.copyOf(listeners);
        this.tokens = new TokenCache(upstream, clock);
        this.retryBudget = new RetryBudget(clock);
        this.storedOwners = new StoredOwners(clock);
    }

    /**
     * Begins an exchange; called on its IO thread.
     *
     * @return to be started, once the edge is ready to report
     */
    public Prepared prepare(ExchangeRequest request, ClientStream client) {
        return Lodging.onWorker(request)
                ? new WorkerHome(this, request, client)
                : new Exchange(this, request, client, new IoHome(request.io(), upstream));
    }

    /** Tells this one of attempts from now on. */
    public void listen(AttemptListener listener) {
        attempts = listener;
    }

    AttemptListener attempts() {
        return attempts;
    }

    /** The exchanges that are not over, in no order. */
    public List<OpenExchange> open() {
        return open.stream().map(Exchange::describe).toList();
    }

    /** Whether every exchange is over, and whoever hears of them has. */
    public boolean idle() {
        return open.isEmpty();
    }

    /**
     * Ends the exchanges that meet a condition: with the error as their answer, or as the last event of a stream that has begun.
     *
     * @param message tells the client why
     */
    public void expire(Predicate<OpenExchange> condition, String message) {
        for (Exchange exchange : open) {
            if (condition.test(exchange.describe())) {
                exchange.expire(message);
            }
        }
    }

    @Override
    public void close() {
        localThreads.close();
    }

    void started(Exchange exchange) {
        open.add(exchange);
    }

    void finished(Exchange over, ExchangeContext context, ExchangeRecord exchange) {
        try {
            tell(context, exchange);
        } finally {
            open.remove(over);
        }
    }

    private void tell(ExchangeContext context, ExchangeRecord exchange) {
        Interceptions interceptions = context.interceptions();
        if (interceptions != null) {
            interceptions.over(exchange);
        }
        listeners.forEach(listener -> tell(listener, exchange));
        Snapshot snapshot = context.request().snapshot();
        for (UsageListener listener : snapshot.hooks().usage()) {
            if (!listener.blocking()) {
                tell(listener, exchange);
            } else if (snapshot.enter()) {
                onOwnThread(() -> {
                    tell(listener, exchange);
                    snapshot.leave();
                });
            }
        }
    }

    /** A plugin's listener is behind its guard, which has logged what went wrong. */
    private static void tell(UsageListener listener, ExchangeRecord exchange) {
        try {
            listener.finished(exchange);
        } catch (GatewayException named) {
            LOG.debug("a listener failed on exchange {}", exchange.requestId(), named);
        } catch (RuntimeException thrown) {
            LOG.error("a listener failed on exchange {}", exchange.requestId(), thrown);
        }
    }

    /** Runs what may block; on a worker if there are no threads for such things left. */
    public void onOwnThread(Runnable task) {
        try {
            var unused = localThreads.submit(task);
        } catch (RejectedExecutionException full) {
            worker.execute(task);
        }
    }

    UpstreamClient upstream() {
        return upstream;
    }

    Executor worker() {
        return worker;
    }

    OpaqueStore opaque() {
        return opaque;
    }

    TokenCache tokens() {
        return tokens;
    }

    RetryBudget retryBudget() {
        return retryBudget;
    }

    Affinity affinity() {
        return affinity;
    }

    StoredOwners storedOwners() {
        return storedOwners;
    }

    Ticks ticks() {
        return ticks;
    }

    LocalThreads localThreads() {
        return localThreads;
    }
}
