package dev.aiproxy.runtime.upstream;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.xnio.XnioIoThread;

/** Pauses at every piece and resumes a little later, like a client that takes one piece at a time. */
final class PausingListener extends RecordingListener {
    private final XnioIoThread io;

    PausingListener(XnioIoThread io) {
        super(io);
        this.io = io;
    }

    @Override
    public void data(ByteBuffer bytes) {
        super.data(bytes);
        UpstreamExchange running = Objects.requireNonNull(exchange);
        running.pause();
        io.execute(running::resume);
    }
}
