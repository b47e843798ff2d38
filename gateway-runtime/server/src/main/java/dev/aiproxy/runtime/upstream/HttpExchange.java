package dev.aiproxy.runtime.upstream;

import dev.aiproxy.api.provider.UpstreamFailure.Cause;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.wire.ResponseHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One exchange from the pool to its end: waiting, connecting, sending, reading; retried once if a reused connection was dead. */
final class HttpExchange implements UpstreamExchange, ConnectionPool.Taker, Connector.Outcome, ResponseReader.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(HttpExchange.class);
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private enum Phase {
        WAITING,
        CONNECTING,
        SENDING,
        HEAD,
        BODY,
        OVER
    }

    private final IoLane lane;
    private final Route route;
    private final boolean asksHead;
    private ByteBuffer head;
    private ByteBuffer body;
    private final UpstreamTimeouts timeouts;
    private final UpstreamListener listener;

    private Phase phase = Phase.WAITING;
    private final Silence silence;
    private boolean paused;
    private boolean headSeen;
    private boolean retried;
    private @Nullable Connector connector;
    private @Nullable Connection connection;
    private @Nullable RequestWriter writer;
    private @Nullable ResponseReader reader;

    HttpExchange(
            IoLane lane,
            Route route,
            UpstreamRequest request,
            ByteBuffer body,
            UpstreamTimeouts timeouts,
            UpstreamListener listener) {
        this.lane = lane;
        this.route = route;
        this.asksHead = request.method().equals("HEAD");
        this.head = RequestHead.render(request, route, body.remaining());
        this.body = body;
        this.timeouts = timeouts;
        this.listener = listener;
        this.silence = new Silence(lane.now());
    }

    void start() {
        lane.enter(this);
        if (!lane.pool().take(route, this)) {
            lane.io().execute(() -> broken(Cause.NO_CAPACITY, "too many requests wait for a connection"));
        }
    }

    @Override
    public void connect() {
        phase = Phase.CONNECTING;
        connector = new Connector(lane, route, timeouts.connect().toNanos(), this);
        connector.start();
    }

    @Override
    public void connected(Connection fresh) {
        use(fresh);
    }

    @Override
    public void notConnected(Cause cause, String detail) {
        lane.pool().closed(route);
        over();
        tell(new UpstreamFault(cause, detail, false));
    }

    @Override
    public void use(Connection taken) {
        connector = null;
        connection = taken;
        phase = Phase.SENDING;
        silence.end(lane.now());
        RequestWriter request = new RequestWriter(taken.sink(), head.duplicate(), body.duplicate());
        ResponseReader answer = new ResponseReader(taken, lane, asksHead, this);
        writer = request;
        reader = answer;
        taken.source().setReadListener(channel -> readable(answer));
        if (paused) {
            answer.pause();
        } else {
            taken.source().resumeReads();
        }
        taken.sink().setWriteListener(channel -> writable(request));
        writable(request);
    }

    @Override
    public void pause() {
        paused = true;
        if (reader != null) {
            reader.pause();
        }
    }

    @Override
    public void resume() {
        paused = false;
        silence.end(lane.now());
        if (reader != null) {
            reader.resume();
        }
    }

    @Override
    public void cancel() {
        if (phase != Phase.OVER) {
            Phase was = phase;
            over();
            if (was == Phase.WAITING) {
                lane.pool().forget(route, this);
            } else {
                disconnect();
            }
        }
    }

    void tick(long now) {
        switch (phase) {
            case WAITING -> expire(now, timeouts.connect(), Cause.NO_CAPACITY, "no free connection");
            case CONNECTING -> {
                expire(now, timeouts.connect(), Cause.TIMEOUT, "no connection" + byWay());
                if (connector != null) {
                    connector.tick(now);
                }
            }
            case SENDING -> expire(now, timeouts.firstByte(), Cause.TIMEOUT, "request not taken");
            case HEAD -> expireUnlessPaused(now, timeouts.firstByte(), "no response head");
            case BODY -> expireUnlessPaused(now, timeouts.idle(), "no further byte");
            case OVER -> lane.leave(this);
        }
    }

    @Override
    public void head(ResponseHead answer) {
        if (route.relayed() && answer.status() == ConnectTunnel.LOGIN_REFUSED) {
            broken(Cause.PROXY, ConnectTunnel.refusal(answer.status()));
            return;
        }
        headSeen = true;
        head = NOTHING; // it is not sent again
        body = NOTHING;
        phase = Phase.BODY;
        listener.head(answer);
    }

    @Override
    public void data(ByteBuffer bytes) {
        listener.data(bytes);
    }

    @Override
    public void batchEnd() {
        listener.batchEnd();
    }

    @Override
    public void ended(boolean reusable) {
        boolean sent = writer != null && writer.sent();
        Connection ended = connection;
        over();
        if (reusable && sent && ended != null) {
            connection = null;
            lane.pool().free(ended, lane.now());
        } else {
            disconnect();
        }
        listener.complete();
    }

    @Override
    public void bytesLeft() {
        ResponseReader answer = reader;
        if (answer != null) {
            lane.io().execute(() -> readable(answer));
        }
    }

    private void readable(ResponseReader answer) {
        if (answer != reader || phase == Phase.OVER) {
            return;
        }
        try {
            if (phase == Phase.BODY) {
                silence.end(lane.now());
            }
            answer.burst();
        } catch (InvalidAnswerException e) {
            broken(Cause.INVALID, e.getMessage());
        } catch (IOException e) {
            broken(Cause.RESET, e.getMessage());
        } catch (RuntimeException | Error e) {
            LOG.error("an answer from {} could not be handled", route, e);
            broken(Cause.INVALID, "the answer could not be handled");
        }
    }

    private void writable(RequestWriter request) {
        if (request != writer || phase == Phase.OVER) {
            return;
        }
        try {
            silence.end(lane.now());
            if (request.write() && phase == Phase.SENDING) {
                phase = Phase.HEAD;
            }
        } catch (IOException e) {
            lane.io().execute(() -> notWritten(request, e.getMessage()));
        }
    }

    /** A peer that closes while it is being sent to may have answered before: a refusal of a large body, say. */
    private void notWritten(RequestWriter request, @Nullable String reason) {
        ResponseReader answer = reader;
        if (request != writer || phase == Phase.OVER || answer == null) {
            return;
        }
        if (connection != null) {
            connection.sink().suspendWrites();
        }
        readable(answer);
        if (answer == reader && phase == Phase.SENDING && !answer.started()) {
            broken(Cause.RESET, reason);
        }
    }

    private void expireUnlessPaused(long now, Duration limit, String what) {
        if (!paused) {
            expire(now, limit, Cause.TIMEOUT, what);
        }
    }

    private void expire(long now, Duration limit, Cause cause, String what) {
        if (silence.exceeds(limit, now)) {
            broken(cause, what + " within " + limit.toMillis() + " ms");
        }
    }

    private void broken(Cause cause, @Nullable String reason) {
        if (phase == Phase.OVER) {
            return;
        }
        if (cause == Cause.RESET && diedWhileFree()) {
            retried = true;
            disconnect();
            silence.end(lane.now());
            lane.pool().replace(route, this);
            return;
        }
        cancel();
        String culprit =
                cause == Cause.PROXY ? "the egress proxy '" + route.firstPeer().host() + "' " : route + ": ";
        tell(new UpstreamFault(cause, culprit + reason, headSeen));
    }

    /** A listener that throws must not take the thread's other exchanges along. */
    private void tell(UpstreamFault fault) {
        try {
            listener.failed(fault);
        } catch (RuntimeException | Error e) {
            LOG.error("the failure of {} could not be handled", route, e);
        }
    }

    private String byWay() {
        return route.proxy() == null
                ? ""
                : " through the egress proxy '" + route.firstPeer().host() + "'";
    }

    private boolean diedWhileFree() {
        return !retried && connection != null && connection.used() && reader != null && !reader.started();
    }

    private void over() {
        phase = Phase.OVER;
        lane.leave(this);
    }

    /** Gives up whatever stands towards the peer; the exchange held exactly one place in the pool. */
    private void disconnect() {
        if (connector != null) {
            connector.cancel();
            connector = null;
        }
        if (reader != null) {
            reader.dispose();
            reader = null;
        }
        writer = null;
        if (connection != null) {
            connection.close();
            connection = null;
        }
        lane.pool().closed(route);
    }
}
