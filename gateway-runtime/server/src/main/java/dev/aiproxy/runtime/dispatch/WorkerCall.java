package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.provider.UpstreamFailure.Cause;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.wire.ResponseHead;
import dev.aiproxy.runtime.upstream.UpstreamClient;
import dev.aiproxy.runtime.upstream.UpstreamExchange;
import dev.aiproxy.runtime.upstream.UpstreamFault;
import dev.aiproxy.runtime.upstream.UpstreamListener;
import dev.aiproxy.runtime.upstream.UpstreamOptions;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioIoThread;

/** An upstream call of an exchange that lives in a lane: carries its news over, and its wishes back to the IO thread. */
final class WorkerCall implements UpstreamExchange, UpstreamListener {
    private static final int MAX_QUEUED = 256 * 1024;

    private final XnioIoThread io;
    private final SerialLane lane;
    private final UpstreamListener listener;
    private final List<UpstreamExchange> open;
    private final AtomicInteger queued = new AtomicInteger();
    private volatile boolean paused;
    private volatile boolean cancelled;
    private @Nullable UpstreamExchange call;

    /** @param open takes this call while it has not ended; on the IO thread only */
    WorkerCall(XnioIoThread io, SerialLane lane, UpstreamListener listener, List<UpstreamExchange> open) {
        this.io = io;
        this.lane = lane;
        this.listener = listener;
        this.open = open;
    }

    /** On the IO thread. */
    void start(UpstreamClient upstream, UpstreamRequest request, ByteBuffer body, UpstreamOptions options) {
        if (cancelled) {
            return;
        }
        try {
            open.add(this);
            call = upstream.send(io, request, body, options, this);
        } catch (IllegalArgumentException badUrl) {
            failed(new UpstreamFault(Cause.UNREACHABLE, String.valueOf(badUrl.getMessage()), false));
        }
    }

    @Override
    public void pause() {
        paused = true;
        io.execute(this::regulate);
    }

    @Override
    public void resume() {
        paused = false;
        io.execute(this::regulate);
    }

    @Override
    public void cancel() {
        cancelled = true;
        if (Thread.currentThread() == io) {
            stop();
        } else {
            io.execute(this::stop);
        }
    }

    private void stop() {
        open.remove(this);
        if (call != null) {
            call.cancel();
        }
    }

    private void regulate() {
        if (call == null || cancelled) {
            return;
        }
        if (paused || queued.get() > MAX_QUEUED) {
            call.pause();
        } else {
            call.resume();
        }
    }

    @Override
    public void head(ResponseHead head) {
        tell(() -> listener.head(head));
    }

    @Override
    public void data(ByteBuffer bytes) {
        int size = bytes.remaining();
        ByteBuffer copy = ByteBuffer.allocate(size).put(bytes).flip();
        if (queued.addAndGet(size) > MAX_QUEUED) {
            regulate();
        }
        tell(() -> {
            listener.data(copy);
            if (queued.getAndAdd(-size) > MAX_QUEUED) {
                io.execute(this::regulate);
            }
        });
    }

    @Override
    public void batchEnd() {
        tell(listener::batchEnd);
    }

    @Override
    public void complete() {
        open.remove(this);
        tell(listener::complete);
    }

    @Override
    public void failed(UpstreamFault fault) {
        open.remove(this);
        tell(() -> listener.failed(fault));
    }

    private void tell(Runnable news) {
        lane.execute(() -> {
            if (!cancelled) {
                news.run();
            }
        });
    }
}
