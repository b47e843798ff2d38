package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.runtime.upstream.UpstreamExchange;
import dev.aiproxy.runtime.upstream.UpstreamListener;
import dev.aiproxy.runtime.upstream.UpstreamOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.XnioIoThread;

/**
 * The exchange lives in a lane of its own, so that its plugins may block without holding up an IO thread. Connections stay with
 * the IO thread: what comes from them is copied over, and what goes to them is handed back. A client that leaves has its
 * upstream calls cancelled at once, whatever the lane is doing, and the lane's thread interrupted.
 */
final class WorkerHome implements Home, Prepared, Ticks.Tick {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerHome.class);

    private final Dispatcher dispatcher;
    private final Snapshot snapshot;
    private final String requestId;
    private final XnioIoThread io;
    private final SerialLane lane;
    private final WorkerClient client;
    private final Duration limit;
    /** Calls that have not ended; on the IO thread only. */
    private final List<UpstreamExchange> calls = new ArrayList<>();

    /** Until the exchange is made of it. */
    private @Nullable ExchangeRequest request;

    private @Nullable Exchange exchange;
    private int interruptions;
    private volatile boolean left;
    private boolean held;

    WorkerHome(Dispatcher dispatcher, ExchangeRequest request, ClientStream client) {
        this.dispatcher = dispatcher;
        this.snapshot = request.snapshot();
        this.requestId = request.facts().requestId();
        this.request = request;
        this.io = request.io();
        this.lane = new SerialLane(dispatcher::onOwnThread);
        this.client = new WorkerClient(client, io, () -> lane.execute(this::exchangeDrained));
        this.limit = request.snapshot().config().timeouts().request();
    }

    @Override
    public void start() {
        held = snapshot.enter();
        dispatcher.ticks().add(io, this);
        lane.execute(() -> exchange().start());
    }

    /** Made at home. */
    private Exchange exchange() {
        Exchange made = exchange;
        if (made == null) {
            made = new Exchange(dispatcher, Objects.requireNonNull(request), client, this);
            request = null;
            exchange = made;
        }
        return made;
    }

    @Override
    public Ticks.Tick ticking(Ticks.Tick tick) {
        return nowNanos -> lane.execute(() -> tick.tick(nowNanos));
    }

    @Override
    public void leave() {
        io.execute(() -> {
            dispatcher.ticks().remove(io, this);
            letGo();
        });
    }

    private void letGo() {
        if (held) {
            held = false;
            snapshot.leave();
        }
    }

    @Override
    public void execute(Runnable task) {
        lane.execute(task);
    }

    @Override
    public void executeAfter(Runnable task, Duration delay) {
        io.execute(() -> io.executeAfter(() -> lane.execute(task), delay.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void onIo(Runnable task) {
        io.execute(task);
    }

    @Override
    public void arrive(Runnable task) {
        lane.execute(task);
    }

    @Override
    public UpstreamExchange send(
            UpstreamRequest call, ByteBuffer body, UpstreamOptions options, UpstreamListener listener) {
        WorkerCall remote = new WorkerCall(io, lane, listener, calls);
        io.execute(() -> remote.start(dispatcher.upstream(), call, body, options));
        return remote;
    }

    @Override
    public void drained() {
        client.settle();
    }

    private void exchangeDrained() {
        exchange().drained();
    }

    @Override
    public boolean clientLeft() {
        return left;
    }

    @Override
    public void gone() {
        left = true;
        dispatcher.ticks().remove(io, this);
        List.copyOf(calls).forEach(UpstreamExchange::cancel);
        lane.finishWith(() -> exchange().gone());
    }

    /** A plugin that never returns would keep the client waiting for ever: it is interrupted, and if that does not help left alone. */
    @Override
    public void tick(long nowNanos) {
        if (!lane.interruptAfter(limit.toNanos() * (interruptions + 1L), nowNanos)) {
            interruptions = 0;
        } else if (interruptions++ > 0) {
            LOG.error(
                    "exchange {} is given up: a plugin has not returned for {} s and cannot be interrupted",
                    requestId,
                    limit.toSeconds() * interruptions);
            client.abandon();
            gone();
        }
    }
}
