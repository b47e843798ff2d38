package dev.aiproxy.runtime.server;

import io.undertow.protocols.http2.Http2Channel;
import io.undertow.protocols.http2.Http2HeadersStreamSinkChannel;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;

/** What an exchange over HTTP/2 needs besides what Undertow does: its own end, apart from its connection's. */
final class Http2Exchange {
    private static final AttachmentKey<Http2Exchange> KEY = AttachmentKey.create(Http2Exchange.class);

    private static final long SKIPPED_SECONDS = 10;

    private final HttpServerExchange exchange;
    private final Http2Channel connection;
    private final int streamId;
    private final Http2HeadersStreamSinkChannel response;
    private @Nullable Runnable gone;
    private boolean closed;

    Http2Exchange(
            HttpServerExchange exchange,
            Http2Channel connection,
            int streamId,
            Http2HeadersStreamSinkChannel response) {
        this.exchange = exchange;
        this.connection = connection;
        this.streamId = streamId;
        this.response = response;
    }

    /** To be called for each exchange, before anything else; does nothing over HTTP/1.1. */
    static void begin(HttpServerExchange exchange) {
        Http2Connection connection = exchange.getConnection().getAttachment(Http2Connection.KEY);
        Http2Exchange begun = connection == null ? null : connection.begin(exchange);
        if (begun != null) {
            exchange.putAttachment(KEY, begun);
        }
    }

    /** Null over HTTP/1.1. */
    static @Nullable Http2Exchange of(HttpServerExchange exchange) {
        return exchange.getAttachment(KEY);
    }

    /** Ends an exchange so that the client notices: by the reset of its stream, over HTTP/1.1 by closing the connection. */
    static void breakOff(HttpServerExchange exchange) {
        Http2Exchange http2 = of(exchange);
        if (http2 == null) {
            IoUtils.safeClose(exchange.getConnection());
        } else {
            http2.close(Http2Channel.ERROR_INTERNAL_ERROR);
        }
    }

    /** What is to be done when the client takes its request back. */
    void onLeaving(Runnable action) {
        gone = action;
    }

    /**
     * The answer is sent. What the client still sends is skipped for a while: were its stream reset at once, Undertow would take
     * what is on the way for an error of the whole connection.
     */
    void answered() {
        if (closed || exchange.isRequestComplete()) {
            return;
        }
        exchange.endExchange();
        if (!exchange.isComplete()) {
            exchange.getIoThread()
                    .executeAfter(() -> close(Http2Channel.ERROR_NO_ERROR), SKIPPED_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Whether something of the answer waits for the client to make room. */
    boolean stuck() {
        return response.isReadyForFlush();
    }

    /** The client has taken its request back, or is gone altogether. */
    void left() {
        if (closed) {
            return;
        }
        closed = true;
        Runnable action = gone;
        if (action != null) {
            action.run();
        }
        over();
    }

    private void close(int reason) {
        if (!closed && !exchange.isComplete()) {
            closed = true;
            connection.sendRstStream(streamId, reason);
        }
        over();
    }

    private void over() {
        Connectors.terminateRequest(exchange);
        Connectors.terminateResponse(exchange);
    }
}
