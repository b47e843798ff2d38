package dev.aiproxy.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries out one order on the calling thread. */
final class LoadRun implements AutoCloseable {
    private static final int SCRATCH = 256 * 1024;
    private static final int MOST_FAILURES = 1_000;
    private static final long DRAIN_MILLIS = 2_000;

    private final LoadSpec spec;
    private final Requests requests;
    private final Selector selector;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH);
    private final Tally tally = new Tally();
    private final Deque<ClientConnection> idle = new ArrayDeque<>();
    private final List<ClientConnection> broken = new ArrayList<>();
    private final long start;
    private final long deadline;
    private final long drained;
    private final @Nullable Pacer pacer;
    private long sent;

    LoadRun(LoadSpec spec) throws IOException {
        this(spec, DRAIN_MILLIS);
    }

    /** {@code drainMillis}: how long answers may still take when the order's time is up. */
    LoadRun(LoadSpec spec, long drainMillis) throws IOException {
        this.spec = spec;
        this.requests = Requests.of(spec);
        this.selector = Selector.open();
        for (int i = 0; i < spec.connections() && spec.mode() != LoadMode.HOLD; i++) {
            idle.add(ClientConnection.open(spec.port(), selector));
        }
        this.start = System.nanoTime();
        this.deadline = start + spec.millis() * 1_000_000;
        this.drained = deadline + drainMillis * 1_000_000;
        this.pacer = spec.mode() == LoadMode.RATE ? new Pacer(selector, start, spec.rate(), spec.due()) : null;
    }

    /**
     * Sends what is due until the order's time or number of requests is reached, and then waits for what is open: a request that was
     * late counts, and nobody finds a connection closed under an answer. What is not answered by then has failed, after the time that
     * it has waited.
     */
    LoadResult perform() throws IOException {
        while (!ended() && System.nanoTime() < deadline) {
            sendWhatIsDue();
            select(millisUntil(deadline));
        }
        tally.sendingEnded(System.nanoTime() - start);
        while (!ended() && tally.ended() < asked() && System.nanoTime() < drained) {
            sendWhatIsDue();
            select(millisUntil(drained));
        }
        giveUpTheRest();
        return tally.result();
    }

    /** Opens all connections, each with its request, and returns when each answer has begun, or when time is up. */
    LoadResult hold() throws IOException {
        int opened = 0;
        while (tally.firsts() + tally.ended() < spec.connections() && System.nanoTime() < deadline) {
            for (int i = 0; i < 20 && opened < spec.connections(); i++) {
                ClientConnection connection = ClientConnection.open(spec.port(), selector);
                connection.send(requests.at(opened), opened, System.nanoTime());
                opened++;
            }
            select(1);
        }
        tally.sendingEnded(System.nanoTime() - start);
        return tally.result();
    }

    /** Reads what comes on held connections, for as long as one turn takes. */
    void keep() throws IOException {
        select(100);
    }

    private boolean ended() {
        boolean enough = spec.requests() > 0 && tally.ended() >= spec.requests();
        return enough || tally.failures() >= MOST_FAILURES;
    }

    /** How many requests were or should have been sent. */
    private long asked() {
        return pacer == null ? sent : spec.due();
    }

    private static long millisUntil(long moment) {
        return Math.max(1, (moment - System.nanoTime()) / 1_000_000);
    }

    private void sendWhatIsDue() {
        while (!idle.isEmpty() && isDue()) {
            ClientConnection connection = idle.remove();
            long due = pacer == null ? System.nanoTime() : pacer.dueAt(sent);
            try {
                connection.send(requests.at(sent), (int) sent, due);
            } catch (IOException e) {
                fail(connection, e);
            }
            sent++;
        }
    }

    private boolean isDue() {
        if (spec.requests() > 0 && sent >= spec.requests()) {
            return false;
        }
        return pacer == null ? System.nanoTime() < deadline : pacer.due() > sent;
    }

    private void giveUpTheRest() {
        long now = System.nanoTime();
        for (SelectionKey key : selector.keys()) {
            ClientConnection connection = (ClientConnection) key.attachment();
            if (key.isValid() && connection.busy()) {
                tally.unanswered(now - connection.due());
            }
        }
        for (; pacer != null && sent < spec.due(); sent++) {
            tally.unanswered(now - pacer.dueAt(sent));
        }
    }

    private void select(long millis) throws IOException {
        selector.select(this::handle, millis);
        for (ClientConnection connection : broken) {
            connection.close();
            if (spec.mode() != LoadMode.HOLD) {
                idle.add(ClientConnection.open(spec.port(), selector));
            }
        }
        broken.clear();
    }

    private void handle(SelectionKey key) {
        ClientConnection connection = (ClientConnection) key.attachment();
        try {
            if (key.isWritable()) {
                connection.flush();
            }
            if (key.isReadable()) {
                receive(connection);
            }
        } catch (IOException e) {
            fail(connection, e);
        }
    }

    private void receive(ClientConnection connection) throws IOException {
        boolean complete = connection.read(scratch);
        long now = System.nanoTime();
        if (tally.wantsSample()) {
            tally.sample(ResponseReader.bodyOf(scratch.rewind()));
        }
        if (connection.takeFirst()) {
            tally.first(now - connection.due());
            if (spec.mode() == LoadMode.CANCEL) {
                giveUp(connection);
                return;
            }
        }
        if (complete) {
            complete(connection, now);
        }
    }

    private void giveUp(ClientConnection connection) throws IOException {
        tally.closed(connection.number());
        connection.close();
        broken.add(connection);
    }

    private void complete(ClientConnection connection, long now) {
        if (connection.status() == 200) {
            tally.completed(now - connection.due());
        } else {
            tally.failed("status " + connection.status());
        }
        idle.add(connection);
    }

    private void fail(ClientConnection connection, IOException e) {
        if (connection.busy()) {
            tally.failed(String.valueOf(e.getMessage()));
        }
        idle.remove(connection);
        broken.add(connection);
    }

    @Override
    public void close() throws IOException {
        if (pacer != null) {
            pacer.close();
        }
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
