package dev.aiproxy.runtime.server;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Ends an HTTP/1.1 connection whose client may still be sending a request that was answered without being read: what comes is skipped
 * until the client closes, for a while at most. Closed at once, the connection would be reset, and the answer could be lost with it
 * (RFC 9112 §9.6). Used on the exchange's IO thread.
 */
final class LingeringClose implements ReadReadyHandler {
    private static final long LONGEST_SECONDS = 10;
    private static final int READS_AT_A_TIME = 16;

    private final HttpServerConnection connection;
    private final StreamSourceConduit source;
    private final XnioExecutor.Key alarm;
    private boolean over;

    private LingeringClose(HttpServerConnection connection) {
        this.connection = connection;
        this.source = connection.getOriginalSourceConduit();
        this.alarm = connection.getIoThread().executeAfter(this::close, LONGEST_SECONDS, TimeUnit.SECONDS);
    }

    /** To be called when the answer is sent. */
    static void begin(HttpServerExchange exchange) {
        if (exchange.getConnection() instanceof HttpServerConnection http1) {
            LingeringClose close = new LingeringClose(http1);
            close.source.setReadReadyHandler(close);
            close.source.resumeReads();
        }
    }

    @Override
    public void readReady() {
        try (PooledByteBuffer pooled = connection.getByteBufferPool().allocate()) {
            for (int reads = 0; reads < READS_AT_A_TIME && !over; reads++) {
                int count = source.read(pooled.getBuffer().clear());
                if (count == 0) {
                    return;
                }
                if (count < 0) {
                    close();
                }
            }
        } catch (IOException broken) {
            close();
        }
    }

    @Override
    public void forceTermination() {
        close();
    }

    @Override
    public void terminated() {
        close();
    }

    private void close() {
        if (!over) {
            over = true;
            alarm.remove();
            IoUtils.safeClose(connection);
        }
    }
}
