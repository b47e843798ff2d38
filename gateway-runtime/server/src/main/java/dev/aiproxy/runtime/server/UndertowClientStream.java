package dev.aiproxy.runtime.server;

import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.runtime.dispatch.ClientListener;
import dev.aiproxy.runtime.dispatch.ClientStream;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSinkChannel;

/** The response of one Undertow exchange. Everything happens on its IO thread. */
final class UndertowClientStream implements ClientStream {
    private final HttpServerExchange exchange;
    private final Deque<ByteBuffer> pending = new ArrayDeque<>(1);
    private @Nullable ClientListener listener;
    private @Nullable ClientWatch watch;
    private final @Nullable Http2Exchange http2;
    private @Nullable StreamSinkChannel channel;
    private boolean unflushed;
    private boolean ended;
    private boolean over;

    UndertowClientStream(HttpServerExchange exchange) {
        this.exchange = exchange;
        this.http2 = Http2Exchange.of(exchange);
    }

    /** From now on the listener hears of the client. */
    void attach(ClientListener hears) {
        listener = hears;
        watch = ClientWatch.start(exchange, this::left);
        if (http2 != null) {
            http2.onLeaving(this::left);
        }
        exchange.addExchangeCompleteListener((done, next) -> {
            completed();
            next.proceed();
        });
    }

    @Override
    public void head(int status, Headers headers, long length) {
        if (over) {
            return;
        }
        exchange.setStatusCode(status);
        headers.forEach((name, value) -> exchange.getResponseHeaders().add(HttpString.tryFromString(name), value));
        if (length >= 0) {
            exchange.setResponseContentLength(length);
        }
    }

    @Override
    public void write(ByteBuffer bytes) {
        if (over || !bytes.hasRemaining()) {
            return;
        }
        try {
            if (!congested()) {
                writeNow(bytes);
            }
            if (bytes.hasRemaining()) {
                keep(bytes);
            } else if (!congested() && !flushed()) {
                awaitRoom();
            }
        } catch (IOException broken) {
            left();
        }
    }

    @Override
    public boolean congested() {
        return unflushed || !pending.isEmpty();
    }

    @Override
    public void end() {
        if (over || ended) {
            return;
        }
        ended = true;
        if (pending.isEmpty()) {
            finish();
        }
    }

    @Override
    public void abort() {
        if (!over) {
            over = true;
            release();
            Http2Exchange.breakOff(exchange);
        }
    }

    private StreamSinkChannel sink() {
        StreamSinkChannel open = channel;
        if (open == null) {
            open = exchange.getResponseChannel();
            if (open == null) {
                throw new IllegalStateException("the response was begun elsewhere");
            }
            channel = open;
        }
        return open;
    }

    private void writeNow(ByteBuffer bytes) throws IOException {
        StreamSinkChannel sink = sink();
        while (bytes.hasRemaining() && sink.write(bytes) > 0) {
            // goes on until the socket takes no more
        }
    }

    /** Over HTTP/2 what is written waits in a frame until it is told to go, and as much of it goes as the client has room for. */
    private boolean flushed() throws IOException {
        if (http2 == null) {
            return true;
        }
        StreamSinkChannel sink = sink();
        boolean begun = sink.flush();
        // it says so too when only a part went; asked again, it says what became of the rest
        unflushed = !begun || !sink.flush();
        return !unflushed;
    }

    private void keep(ByteBuffer bytes) {
        ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
        copy.put(bytes).flip();
        boolean first = !congested();
        pending.add(copy);
        if (first) {
            awaitRoom();
        }
    }

    private void awaitRoom() {
        sink().getWriteSetter().set(this::writable);
        sink().resumeWrites();
    }

    private void writable(StreamSinkChannel sink) {
        if (over) {
            sink.suspendWrites();
            return;
        }
        try {
            while (!pending.isEmpty()) {
                ByteBuffer next = pending.peek();
                writeNow(next);
                if (next.hasRemaining()) {
                    return;
                }
                pending.remove();
            }
            if (!flushed()) {
                return;
            }
            sink.suspendWrites();
        } catch (IOException broken) {
            left();
            return;
        }
        if (ended) {
            finish();
        } else if (listener != null) {
            listener.drained();
        }
    }

    private void finish() {
        if (watch != null) {
            watch.stop();
        }
        over = true;
        try {
            StreamSinkChannel sink = sink();
            sink.shutdownWrites();
            if (!sink.flush()) {
                sink.getWriteSetter().set(this::flush);
                sink.resumeWrites();
            } else {
                sent();
            }
        } catch (IOException broken) {
            Http2Exchange.breakOff(exchange);
        }
    }

    private void flush(StreamSinkChannel sink) {
        try {
            if (sink.flush()) {
                sink.suspendWrites();
                sent();
            }
        } catch (IOException broken) {
            Http2Exchange.breakOff(exchange);
        }
    }

    private void sent() {
        if (http2 != null) {
            http2.answered();
        } else if (!exchange.isRequestComplete()) {
            OpenRequests.answered(exchange);
            LingeringClose.begin(exchange);
        }
    }

    /** The exchange is over for the server: by our end, or because its connection closed. */
    private void completed() {
        if (!ended) {
            left();
        }
    }

    private void left() {
        if (over) {
            return;
        }
        over = true;
        release();
        Http2Exchange.breakOff(exchange);
        if (listener != null) {
            listener.gone();
        }
    }

    private void release() {
        pending.clear();
        if (watch != null) {
            watch.stop();
        }
    }
}
