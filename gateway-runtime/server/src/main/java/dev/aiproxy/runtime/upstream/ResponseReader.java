package dev.aiproxy.runtime.upstream;

import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.ResponseHead;
import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.ConduitStreamSourceChannel;

/** Reads one answer from a connection. A buffer is held only while there are bytes in it. */
final class ResponseReader {
    /** Where the answer goes; any of these may pause or dispose the reader. */
    interface Sink {
        void head(ResponseHead head);

        void data(ByteBuffer bytes);

        void batchEnd();

        /** The body is over; a reusable connection may carry another exchange. */
        void ended(boolean reusable);

        /** Bytes are left that no socket event will announce: {@link #burst} is due, but not from within this call. */
        void bytesLeft();
    }

    /** Lets the thread's other connections have their turn. */
    private static final int MAX_READS_PER_BURST = 16;

    private final ConduitStreamSourceChannel source;
    private final ByteBufferPool buffers;
    private final int maxHeadBytes;
    private final boolean layered;
    private final boolean answersHead;
    private final Sink sink;
    private @Nullable ResponseHeadParser parser;
    private @Nullable PooledByteBuffer pooled;
    private @Nullable BodyReader body;
    private boolean keepAlive;
    private boolean started;
    private boolean delivered;
    private boolean paused;
    private boolean bursting;
    private boolean disposed;

    ResponseReader(Connection connection, IoLane lane, boolean answersHead, Sink sink) {
        this.source = connection.source();
        this.layered = connection.layered();
        this.buffers = lane.buffers();
        this.maxHeadBytes = lane.settings().maxHeadBytes();
        this.answersHead = answersHead;
        this.sink = sink;
    }

    /** Whether the peer has answered at least one byte. */
    boolean started() {
        return started;
    }

    void pause() {
        paused = true;
        if (!bursting) {
            source.suspendReads();
        }
    }

    void resume() {
        paused = false;
        if (!bursting && !disposed) {
            source.resumeReads();
            if (pooled != null) {
                sink.bytesLeft();
            }
        }
    }

    void dispose() {
        disposed = true;
        if (!bursting) {
            release();
        }
    }

    /** Reads and delivers what is there now. */
    void burst() throws IOException {
        if (bursting || disposed || paused) {
            return;
        }
        bursting = true;
        delivered = false;
        try {
            readAll();
            if (!disposed && delivered) {
                sink.batchEnd();
            }
        } finally {
            bursting = false;
            settle();
        }
    }

    private void readAll() throws IOException {
        for (int reads = 0; reads < MAX_READS_PER_BURST && !disposed && !paused; reads++) {
            ByteBuffer buffer = buffer();
            if (!holdsBytes()) {
                int count = fill(buffer);
                if (count == 0) {
                    return;
                }
                if (count < 0) {
                    connectionEnded();
                    return;
                }
            }
            boolean emptied = buffer.limit() < buffer.capacity();
            decode(buffer);
            if (emptied && !layered) {
                return;
            }
        }
    }

    private int fill(ByteBuffer buffer) throws IOException {
        buffer.clear();
        int count = source.read(buffer);
        buffer.flip();
        started |= count > 0;
        return count;
    }

    private void decode(ByteBuffer buffer) throws IOException {
        while (body == null) {
            ResponseHeadParser open = parser == null ? new ResponseHeadParser(maxHeadBytes) : parser;
            ResponseHead head = open.parse(buffer);
            parser = head == null ? open : null;
            if (head == null) {
                return;
            }
            headParsed(head, open.http10());
        }
        deliver(buffer, body);
    }

    private void headParsed(ResponseHead head, boolean http10) throws IOException {
        if (head.status() == 101) {
            throw new InvalidAnswerException("an upgrade that was not asked for");
        }
        if (head.status() < 200) {
            return;
        }
        BodyReader reader = new BodyReader(head, answersHead, buffers);
        body = reader;
        keepAlive = keptAlive(head.headers(), http10) && !reader.endsWithConnection();
        delivered = true;
        sink.head(reader.describe(head));
    }

    private static boolean keptAlive(Headers headers, boolean http10) {
        List<String> values = headers.all("connection");
        String options = values.isEmpty() ? "" : String.join(",", values).toLowerCase(Locale.ROOT);
        boolean ambiguous = headers.contains("transfer-encoding") && headers.contains("content-length");
        return !ambiguous && (http10 ? options.contains("keep-alive") : !options.contains("close"));
    }

    private void deliver(ByteBuffer buffer, BodyReader reader) throws IOException {
        while (!disposed) {
            if (reader.ended()) {
                end(keepAlive && !buffer.hasRemaining());
            } else if (paused || (!reader.deliver(buffer, sink::data) && !reader.ended())) {
                return;
            }
            delivered = true;
        }
    }

    private void connectionEnded() throws IOException {
        if (!started) {
            throw new IOException("the connection was closed before an answer");
        }
        if (body == null) {
            throw new IOException("the connection was closed within the response head");
        }
        if (!body.endsWithConnection()) {
            throw new IOException("the connection was closed within the response body");
        }
        body.checkWhole();
        end(false);
    }

    private void end(boolean reusable) {
        disposed = true;
        sink.ended(reusable);
    }

    private ByteBuffer buffer() {
        if (pooled == null) {
            pooled = buffers.allocate();
            pooled.getBuffer().limit(0);
        }
        return pooled.getBuffer();
    }

    private boolean holdsBytes() {
        return pooled != null && (pooled.getBuffer().hasRemaining() || (body != null && body.holdsInput()));
    }

    private void settle() {
        if (disposed || !holdsBytes()) {
            release();
        }
        if (disposed) {
            return;
        }
        if (paused) {
            source.suspendReads();
        } else if (pooled != null) {
            sink.bytesLeft();
        }
    }

    private void release() {
        if (pooled != null) {
            pooled.close();
            pooled = null;
        }
        if (disposed && body != null) {
            body.close();
        }
    }
}
