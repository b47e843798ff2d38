package dev.aiproxy.runtime.server;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Notices that an HTTP/1.1 client went away while its answer is awaited or streamed: once the request is read, nothing may
 * arrive but the end of the connection or a pipelined request. Used on the exchange's IO thread.
 */
final class ClientWatch implements ReadReadyHandler {
    private final HttpServerConnection connection;
    private final StreamSourceConduit source;
    private final Runnable gone;
    private boolean watching;

    private ClientWatch(HttpServerConnection connection, Runnable gone) {
        this.connection = connection;
        this.source = connection.getOriginalSourceConduit();
        this.gone = gone;
    }

    /** Starts watching; null if the connection is of a kind that cannot be watched like this. */
    static @Nullable ClientWatch start(HttpServerExchange exchange, Runnable gone) {
        if (!(exchange.getConnection() instanceof HttpServerConnection http1)) {
            return null;
        }
        ClientWatch watch = new ClientWatch(http1, gone);
        watch.watching = true;
        watch.source.setReadReadyHandler(watch);
        watch.source.resumeReads();
        return watch;
    }

    /** Gives the connection back to the server, for its next request. */
    void stop() {
        if (watching) {
            watching = false;
            source.suspendReads();
            ConduitStreamSourceChannel channel = connection.getChannel().getSourceChannel();
            source.setReadReadyHandler(new ReadReadyHandler.ChannelListenerHandler<>(channel));
        }
    }

    @Override
    public void readReady() {
        if (!watching) {
            return;
        }
        PooledByteBuffer pooled = connection.getByteBufferPool().allocate();
        boolean handedOn = false;
        try {
            ByteBuffer buffer = pooled.getBuffer();
            int count = source.read(buffer);
            if (count < 0) {
                left();
            } else if (count > 0) {
                buffer.flip();
                handedOn = true;
                connection.ungetRequestBytes(pooled);
                stop();
            }
        } catch (IOException broken) {
            left();
        } finally {
            if (!handedOn) {
                pooled.close();
            }
        }
    }

    @Override
    public void forceTermination() {
        left();
    }

    @Override
    public void terminated() {
        left();
    }

    private void left() {
        if (watching) {
            stop();
            gone.run();
        }
    }
}
