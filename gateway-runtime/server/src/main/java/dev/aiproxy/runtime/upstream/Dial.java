package dev.aiproxy.runtime.upstream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xnio.IoFuture;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;

/** Opens a socket: name, then each address in turn until one accepts. */
final class Dial {
    /** Told once, on the IO thread, unless the dial is cancelled. */
    interface Outcome {
        void accepted(StreamConnection socket);

        void notAccepted(String reason);
    }

    private static final OptionMap OPTIONS = OptionMap.builder()
            .set(Options.TCP_NODELAY, true)
            .set(Options.KEEP_ALIVE, true)
            .getMap();

    private final IoLane lane;
    private final Origin peer;
    private final long patience;
    private final Outcome outcome;
    private List<InetAddress> addresses = List.of();
    private int next;
    private long started;
    private boolean over;
    private @Nullable IoFuture<StreamConnection> opening;

    /** The patience is in nanoseconds, for all addresses together. */
    Dial(IoLane lane, Origin peer, long patience, Outcome outcome) {
        this.lane = lane;
        this.peer = peer;
        this.patience = patience;
        this.outcome = outcome;
    }

    void start() {
        lane.resolver().resolve(peer.host(), lane.io(), this::resolved);
    }

    void cancel() {
        over = true;
        if (opening != null) {
            opening.cancel();
        }
    }

    /** Gives an address that does not answer up when its share of the time is over. */
    void tick(long now) {
        if (opening != null && next < addresses.size() && now - started > patience / addresses.size()) {
            IoFuture<StreamConnection> stalled = opening;
            tryNext("no answer in time");
            stalled.cancel();
        }
    }

    private void resolved(List<InetAddress> found) {
        if (!over) {
            addresses = found;
            tryNext("unknown host");
        }
    }

    private void tryNext(String reason) {
        if (next >= addresses.size()) {
            opening = null;
            lane.io().execute(() -> fail(reason));
            return;
        }
        started = lane.now();
        int attempt = ++next;
        InetSocketAddress address = new InetSocketAddress(addresses.get(attempt - 1), peer.port());
        opening = lane.io().openStreamConnection(address, socket -> opened(attempt, socket), OPTIONS);
        opening.addNotifier((future, attachment) -> settled(attempt, future), null);
    }

    private void opened(int attempt, StreamConnection socket) {
        if (over || attempt != next) {
            IoUtils.safeClose(socket);
            return;
        }
        opening = null;
        over = true;
        outcome.accepted(socket);
    }

    private void settled(int attempt, IoFuture<? extends StreamConnection> future) {
        if (future.getStatus() == IoFuture.Status.FAILED) {
            IOException reason = future.getException();
            lane.io().execute(() -> refused(attempt, reason));
        }
    }

    private void refused(int attempt, IOException reason) {
        if (!over && attempt == next) {
            String message = reason.getMessage();
            tryNext(message == null ? reason.getClass().getSimpleName() : message);
        }
    }

    private void fail(String reason) {
        if (!over) {
            over = true;
            outcome.notAccepted(reason);
        }
    }
}
