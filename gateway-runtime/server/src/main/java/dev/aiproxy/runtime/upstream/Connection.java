package dev.aiproxy.runtime.upstream;

import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/** An open connection along a route. */
final class Connection {
    private final Route route;
    private final StreamConnection socket;
    private final StreamConnection top;
    private boolean used;
    private long freeSince;

    /** The top is the layer that HTTP is spoken on: the socket itself, or TLS over it */
    Connection(Route route, StreamConnection socket, StreamConnection top) {
        this.route = route;
        this.socket = socket;
        this.top = top;
    }

    Route route() {
        return route;
    }

    ConduitStreamSourceChannel source() {
        return top.getSourceChannel();
    }

    ConduitStreamSinkChannel sink() {
        return top.getSinkChannel();
    }

    /** Whether bytes may wait above the socket, so that a short read does not mean that nothing is left. */
    boolean layered() {
        return top != socket;
    }

    boolean open() {
        return socket.isOpen();
    }

    /** Whether an exchange has ended on it properly: only then its death may be just the peer's own idle eviction. */
    boolean used() {
        return used;
    }

    /** Lets go of the exchange that ended on it. */
    void free(long now) {
        sink().setWriteListener(null);
        used = true;
        freeSince = now;
    }

    long freeSince() {
        return freeSince;
    }

    /** Closes the socket now; the peer is not waited for. */
    void close() {
        IoUtils.safeClose(top);
        IoUtils.safeClose(socket);
    }
}
