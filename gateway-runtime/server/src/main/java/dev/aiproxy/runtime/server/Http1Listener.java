package dev.aiproxy.runtime.server;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.ConnectorStatistics;
import io.undertow.server.DelegateOpenListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;

/** Speaks HTTP/1.1 on new connections, and tells of heads that cannot be read. */
final class Http1Listener implements DelegateOpenListener {
    private final HttpOpenListener undertow;
    private final EdgeAnswers edge;

    Http1Listener(ByteBufferPool buffers, OptionMap options, HttpHandler root, EdgeAnswers edge) {
        this.undertow = new HttpOpenListener(buffers, options);
        this.edge = edge;
        undertow.setRootHandler(root);
    }

    @Override
    public void handleEvent(StreamConnection connection) {
        watch(connection);
        undertow.handleEvent(connection);
    }

    @Override
    public void handleEvent(StreamConnection connection, PooledByteBuffer read) {
        watch(connection);
        undertow.handleEvent(connection, read);
    }

    private void watch(StreamConnection connection) {
        ConduitStreamSinkChannel sink = connection.getSinkChannel();
        sink.setConduit(new UnreadableHead(sink.getConduit(), () -> edge.unreadable(peer(connection))));
    }

    private static String peer(StreamConnection connection) {
        InetSocketAddress peer = connection.getPeerAddress(InetSocketAddress.class);
        return peer == null || peer.getAddress() == null
                ? ""
                : peer.getAddress().getHostAddress();
    }

    @Override
    public HttpHandler getRootHandler() {
        return undertow.getRootHandler();
    }

    @Override
    public void setRootHandler(HttpHandler handler) {
        undertow.setRootHandler(handler);
    }

    @Override
    public OptionMap getUndertowOptions() {
        return undertow.getUndertowOptions();
    }

    @Override
    public void setUndertowOptions(OptionMap options) {
        undertow.setUndertowOptions(options);
    }

    @Override
    public ByteBufferPool getBufferPool() {
        return undertow.getBufferPool();
    }

    @Override
    public @Nullable ConnectorStatistics getConnectorStatistics() {
        return undertow.getConnectorStatistics();
    }

    @Override
    public void closeConnections() {
        undertow.closeConnections();
    }
}
