package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.runtime.upstream.UpstreamClient;
import dev.aiproxy.runtime.upstream.UpstreamExchange;
import dev.aiproxy.runtime.upstream.UpstreamListener;
import dev.aiproxy.runtime.upstream.UpstreamOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.xnio.XnioIoThread;

/** The exchange lives on its IO thread. */
record IoHome(XnioIoThread io, UpstreamClient upstream) implements Home {
    @Override
    public void execute(Runnable task) {
        io.execute(task);
    }

    @Override
    public void executeAfter(Runnable task, Duration delay) {
        io.executeAfter(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void onIo(Runnable task) {
        task.run();
    }

    @Override
    public void arrive(Runnable task) {
        task.run();
    }

    @Override
    public UpstreamExchange send(
            UpstreamRequest request, ByteBuffer body, UpstreamOptions options, UpstreamListener listener) {
        return upstream.send(io, request, body, options, listener);
    }
}
