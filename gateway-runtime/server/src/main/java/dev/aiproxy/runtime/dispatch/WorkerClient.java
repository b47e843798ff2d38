package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.wire.Headers;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioIoThread;

/** The client of an exchange that lives in a lane: what it is told goes over to the IO thread. */
final class WorkerClient implements ClientStream {
    private static final int MAX_QUEUED = 128 * 1024;

    private final ClientStream client;
    private final XnioIoThread io;
    private final Runnable drained;
    private final AtomicInteger queued = new AtomicInteger();
    private volatile boolean slow;
    private volatile boolean waiting;
    /** Bytes up to the announced length, negative if none was announced; at home only. */
    private long missing = -1;
    /** The bytes that complete an answer, kept back for its end: else a client could leave satisfied before it. */
    private @Nullable ByteBuffer tail;

    /** @param drained told at home, after {@link #congested} was true, when it no longer is */
    WorkerClient(ClientStream client, XnioIoThread io, Runnable drained) {
        this.client = client;
        this.io = io;
        this.drained = drained;
    }

    @Override
    public void head(int status, Headers headers, long length) {
        missing = length;
        io.execute(() -> client.head(status, headers, length));
    }

    @Override
    public void write(ByteBuffer bytes) {
        int size = bytes.remaining();
        ByteBuffer copy = ByteBuffer.allocate(size).put(bytes).flip();
        if (missing >= 0) {
            missing -= size;
            if (missing <= 0) {
                tail = copy;
                return;
            }
        }
        send(copy, size);
    }

    private void send(ByteBuffer copy, int size) {
        queued.addAndGet(size);
        io.execute(() -> {
            client.write(copy);
            queued.addAndGet(-size);
            settle();
        });
    }

    @Override
    public boolean congested() {
        if (!slow && queued.get() <= MAX_QUEUED) {
            return false;
        }
        waiting = true;
        io.execute(this::settle);
        return true;
    }

    @Override
    public void end() {
        ByteBuffer last = tail;
        io.execute(() -> {
            if (last != null) {
                client.write(last);
            }
            client.end();
        });
    }

    @Override
    public void abort() {
        io.execute(client::abort);
    }

    /** Breaks the connection; on the IO thread. */
    void abandon() {
        client.abort();
    }

    /** Looks whether the client takes more; on the IO thread. */
    void settle() {
        slow = client.congested();
        if (waiting && !slow && queued.get() <= MAX_QUEUED) {
            waiting = false;
            drained.run();
        }
    }
}
