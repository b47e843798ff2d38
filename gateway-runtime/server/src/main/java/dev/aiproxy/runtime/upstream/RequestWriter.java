package dev.aiproxy.runtime.upstream;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.conduits.ConduitStreamSinkChannel;

/** Writes a request, head and body together as far as the socket takes them. */
final class RequestWriter {
    /** A heap buffer is copied for each write; a window keeps that copy small however large the body is. */
    private static final int WINDOW_BYTES = 128 * 1024;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ConduitStreamSinkChannel sink;
    private final ByteBuffer[] parts;
    private final int bodyLimit;
    private boolean sent;

    RequestWriter(ConduitStreamSinkChannel sink, ByteBuffer head, ByteBuffer body) {
        this.sink = sink;
        this.parts = new ByteBuffer[] {head, body};
        this.bodyLimit = body.limit();
    }

    boolean sent() {
        return sent;
    }

    /** Writes what the socket takes and asks to be called again for the rest; true once everything is out. */
    boolean write() throws IOException {
        while (remaining()) {
            if (writeWindow() == 0) {
                sink.resumeWrites();
                return false;
            }
        }
        if (!sink.flush()) {
            sink.resumeWrites();
            return false;
        }
        sink.suspendWrites();
        sent = true;
        parts[0] = NOTHING; // an answer may take much longer than its request
        parts[1] = NOTHING;
        return true;
    }

    private boolean remaining() {
        return !sent && (parts[0].hasRemaining() || parts[1].position() < bodyLimit);
    }

    private long writeWindow() throws IOException {
        ByteBuffer body = parts[1];
        body.limit(Math.min(bodyLimit, body.position() + WINDOW_BYTES));
        if (!parts[0].hasRemaining()) {
            return sink.write(body);
        }
        return body.hasRemaining() ? sink.write(parts) : sink.write(parts[0]);
    }
}
