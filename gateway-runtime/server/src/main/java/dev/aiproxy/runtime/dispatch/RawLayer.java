package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.ErrorReply;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.exchange.ExchangeInterceptor.OnFault;
import dev.aiproxy.api.exchange.RawInterception;
import dev.aiproxy.api.exchange.RawSink;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.FrameDecoder;
import dev.aiproxy.api.wire.Framing;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What one raw interceptor sees of an answer: stands between the exchange and the client, or the layer that is nearer to it. */
final class RawLayer implements ClientStream {
    private static final int MAX_FRAME = 64 << 20;
    private static final int MAX_BODY = 64 << 20;

    private final ClientStream outer;
    private final OnFault onFault;
    private final Function<GatewayException, ErrorReply> renderer;
    private @Nullable RawInterception live;
    private @Nullable Events events;
    private @Nullable Whole whole;
    private @Nullable GatewayException refusal;

    /** @param renderer an error in the client's format */
    RawLayer(
            ClientStream outer,
            RawInterception interception,
            OnFault onFault,
            Function<GatewayException, ErrorReply> renderer) {
        this.outer = outer;
        this.live = interception;
        this.onFault = onFault;
        this.renderer = renderer;
    }

    /** What it answered in place of a whole answer; null if it did not. */
    @Nullable
    GatewayException refusal() {
        return refusal;
    }

    /** The answer is a stream, to be told before its head. */
    void streaming(Framing framing) {
        events = new Events(framing);
    }

    @Override
    public void head(int status, Headers headers, long length) {
        if (live == null || events != null) {
            outer.head(status, headers, length);
        } else {
            whole = new Whole(status, headers);
        }
    }

    @Override
    public void write(ByteBuffer bytes) {
        if (events != null) {
            events.feed(bytes);
        } else if (whole != null) {
            whole.take(bytes);
        } else {
            outer.write(bytes);
        }
    }

    @Override
    public boolean congested() {
        return outer.congested();
    }

    @Override
    public void end() {
        if (events != null) {
            events.end();
        } else if (whole != null) {
            whole.deliver(live);
        }
        outer.end();
    }

    @Override
    public void abort() {
        outer.abort();
    }

    /** The interceptor sees no more; throws unless the exchange goes on without it. */
    private void failed(GatewayException thrown) {
        live = null;
        if (onFault == OnFault.FAIL_CLOSED || !Interceptions.isFault(thrown)) {
            throw thrown;
        }
    }

    /** The answer is a stream. */
    private final class Events implements RawSink {
        private final FrameDecoder decoder;
        private final FrameBuffer out;
        private final boolean joined;
        private @Nullable GatewayException thrown;

        Events(Framing framing) {
            decoder = framing.decoder(MAX_FRAME);
            out = new FrameBuffer(framing.encoder());
            joined = framing.encoder().close().length > 0;
        }

        void feed(ByteBuffer bytes) {
            decoder.feed(bytes, this::take);
            flush();
        }

        void end() {
            decoder.end(this::take);
            flush();
            if (joined) {
                out.finishBody();
                out.flushTo(outer);
            }
        }

        /** What the interceptor let through goes out, also if it then refused. */
        private void flush() {
            out.flushTo(outer);
            GatewayException failure = thrown;
            if (failure != null) {
                thrown = null;
                throw failure;
            }
        }

        private void take(Frame frame) {
            RawInterception watching = live;
            if (thrown != null) {
                return;
            }
            if (watching == null || (!frame.fragment() && !frame.data().hasRemaining())) {
                forward(frame);
                return;
            }
            try {
                if (frame.fragment()) {
                    throw new GatewayException(
                            ErrorCode.UPSTREAM_INVALID,
                            "an event of the answer is longer than " + MAX_FRAME + " bytes");
                }
                watching.event(frame, this);
            } catch (GatewayException refused) {
                settle(refused, frame);
            }
        }

        private void settle(GatewayException refused, Frame frame) {
            try {
                failed(refused);
                forward(frame);
            } catch (GatewayException fatal) {
                thrown = fatal;
            }
        }

        @Override
        public void forward(Frame frame) {
            if (!joined) {
                out.raw(frame.raw());
            } else if (frame.data().hasRemaining()) {
                out.payload(frame.event(), frame.data());
            }
        }

        @Override
        public void event(@Nullable String event, JsonNode data) {
            out.event(event, data);
        }

        @Override
        public void text(String data) {
            out.text(data);
        }
    }

    /** The answer is one body. */
    private final class Whole {
        private final int status;
        private final Headers headers;
        private final BodyBuffer body = new BodyBuffer(MAX_BODY);

        Whole(int status, Headers headers) {
            this.status = status;
            this.headers = headers;
        }

        void take(ByteBuffer bytes) {
            if (!body.append(bytes)) {
                throw new GatewayException(
                        ErrorCode.UPSTREAM_INVALID,
                        "the answer is longer than the " + MAX_BODY + " bytes that an" + " interceptor can be shown");
            }
        }

        void deliver(@Nullable RawInterception watching) {
            ByteBuffer shown = body.bytes();
            try {
                send(status, headers, watching == null ? shown : watching.body(status, shown.duplicate()));
            } catch (GatewayException thrown) {
                settle(thrown, shown);
            }
        }

        private void settle(GatewayException thrown, ByteBuffer shown) {
            try {
                failed(thrown);
                send(status, headers, shown);
            } catch (GatewayException fatal) {
                refusal = fatal;
                ErrorReply reply = renderer.apply(fatal);
                send(
                        reply.status(),
                        reply.headers().toBuilder()
                                .set("content-type", "application/json")
                                .build(),
                        ByteBuffer.wrap(Json.bytes(reply.body())));
            }
        }

        private void send(int answered, Headers with, ByteBuffer bytes) {
            outer.head(answered, with, bytes.remaining());
            outer.write(bytes);
        }
    }
}
