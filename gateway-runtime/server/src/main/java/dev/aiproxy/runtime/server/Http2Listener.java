package dev.aiproxy.runtime.server;

import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.ConnectorStatistics;
import io.undertow.server.ConnectorStatisticsImpl;
import io.undertow.server.DelegateOpenListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http2.Http2ReceiveListener;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;

/** Speaks HTTP/2 with a client that asked for it in its TLS handshake. */
final class Http2Listener implements DelegateOpenListener {
    private final ByteBufferPool buffers;
    private final int bufferBytes;
    private HttpHandler root;
    private OptionMap options;

    Http2Listener(ByteBufferPool buffers, int bufferBytes, OptionMap options, HttpHandler root) {
        this.buffers = buffers;
        this.bufferBytes = bufferBytes;
        this.options = limited(options);
        this.root = root;
    }

    /** Both windows of Undertow stay at their default: it never tells clients of a larger one of the connection. */
    private static OptionMap limited(OptionMap options) {
        return OptionMap.builder()
                .addAll(options)
                .set(UndertowOptions.HTTP2_SETTINGS_ENABLE_PUSH, false)
                .set(UndertowOptions.HTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, Http2Connection.MAX_STREAMS)
                .set(UndertowOptions.MAX_RST_FRAMES_PER_WINDOW, Http2Connection.MAX_RESETS)
                .set(
                        UndertowOptions.RST_FRAMES_TIME_WINDOW,
                        Math.toIntExact(TimeUnit.NANOSECONDS.toMillis(Http2Connection.RESET_WINDOW)))
                .getMap();
    }

    @Override
    public void handleEvent(StreamConnection connection) {
        open(connection, null);
    }

    @Override
    public void handleEvent(StreamConnection connection, PooledByteBuffer read) {
        open(connection, read);
    }

    private void open(StreamConnection connection, @Nullable PooledByteBuffer read) {
        Http2Connection opened = new Http2Connection(connection, buffers, read, options);
        opened.getReceiveSetter()
                .set(new Http2ReceiveListener(root, options, bufferBytes, new ConnectorStatisticsImpl()));
        opened.resumeReceives();
    }

    @Override
    public HttpHandler getRootHandler() {
        return root;
    }

    @Override
    public void setRootHandler(HttpHandler handler) {
        root = handler;
    }

    @Override
    public OptionMap getUndertowOptions() {
        return options;
    }

    @Override
    public void setUndertowOptions(OptionMap changed) {
        options = limited(changed);
    }

    @Override
    public ByteBufferPool getBufferPool() {
        return buffers;
    }

    @Override
    public @Nullable ConnectorStatistics getConnectorStatistics() {
        return null;
    }
}
