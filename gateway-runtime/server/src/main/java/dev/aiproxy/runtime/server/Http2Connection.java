package dev.aiproxy.runtime.server;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.protocols.http2.AbstractHttp2StreamSourceChannel;
import io.undertow.protocols.http2.Http2Channel;
import io.undertow.protocols.http2.Http2GoAwayStreamSourceChannel;
import io.undertow.protocols.http2.Http2RstStreamStreamSourceChannel;
import io.undertow.protocols.http2.Http2StreamSourceChannel;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;

/**
 * An HTTP/2 connection that tells each exchange when the client takes it back, which Undertow keeps to itself, and that holds
 * clients to what they may do. Used on the connection's IO thread.
 */
final class Http2Connection extends Http2Channel {
    /** Where the exchanges of a connection find it. */
    static final AttachmentKey<Http2Connection> KEY = AttachmentKey.create(Http2Connection.class);

    /** Streams at the same time. */
    static final int MAX_STREAMS = 256;

    /** Resets within {@link #RESET_WINDOW}, whoever sends them. */
    static final int MAX_RESETS = 1000;

    static final long RESET_WINDOW = TimeUnit.SECONDS.toNanos(30);

    /** Undertow lets go of what waits for a client that gave it no room and then reset the stream only with the connection. */
    static final int MAX_STUCK = 256;

    private static final Logger LOG = LoggerFactory.getLogger(Http2Connection.class);

    private final Map<Integer, Http2Exchange> open = new ConcurrentHashMap<>();
    private @Nullable Http2StreamSourceChannel arrived;
    private long windowStart = System.nanoTime();
    private int resets;
    private int stuck;

    Http2Connection(
            StreamConnection connection, ByteBufferPool buffers, @Nullable PooledByteBuffer read, OptionMap options) {
        super(connection, "h2", buffers, read, false, false, options);
        putAttachment(KEY, this);
        addCloseTask(closed -> leave());
    }

    /** The exchange of the request that is being handed over. */
    @Nullable
    Http2Exchange begin(HttpServerExchange exchange) {
        Http2StreamSourceChannel stream = arrived;
        arrived = null;
        if (stream == null) {
            return null;
        }
        int id = stream.getStreamId();
        Http2Exchange begun = new Http2Exchange(exchange, this, id, stream.getResponseChannel());
        open.put(id, begun);
        exchange.addExchangeCompleteListener((done, next) -> {
            open.remove(id);
            next.proceed();
        });
        return begun;
    }

    /** What is told here must not happen under the lock under which the frame is read. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public @Nullable AbstractHttp2StreamSourceChannel receive() throws IOException {
        AbstractHttp2StreamSourceChannel frame = super.receive();
        if (frame instanceof Http2StreamSourceChannel stream) {
            return admit(stream);
        }
        if (frame instanceof Http2RstStreamStreamSourceChannel reset) {
            reset(reset.getStreamId());
        } else if (frame instanceof Http2GoAwayStreamSourceChannel) {
            leave();
        }
        return frame;
    }

    private @Nullable Http2StreamSourceChannel admit(Http2StreamSourceChannel stream) {
        if (open.size() >= MAX_STREAMS) {
            sendRstStream(stream.getStreamId(), ERROR_REFUSED_STREAM);
            return null;
        }
        arrived = stream;
        return stream;
    }

    private void reset(int id) {
        Http2Exchange exchange = open.remove(id);
        if (exchange != null && exchange.stuck()) {
            stuck++;
        }
        long now = System.nanoTime();
        if (now - windowStart > RESET_WINDOW) {
            windowStart = now;
            resets = 0;
        }
        resets++;
        if (exchange != null) {
            exchange.left();
        }
        if (resets > MAX_RESETS || stuck > MAX_STUCK) {
            LOG.debug("{} resets too many streams and is disconnected", getPeerAddress());
            sendGoAway(ERROR_ENHANCE_YOUR_CALM);
        }
    }

    /** The client is gone, with everything that it asked for. */
    private void leave() {
        List<Http2Exchange> left = List.copyOf(open.values());
        open.clear();
        left.forEach(Http2Exchange::left);
    }
}
