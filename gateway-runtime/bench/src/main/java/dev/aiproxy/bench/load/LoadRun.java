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

    private final LoadSpec spec;
    private final Requests requests;
    private final Selector selector;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH);
    private final Tally tally = new Tally();
    private final Deque<ClientConnection> idle = new ArrayDeque<>();
    private final List<ClientConnection> broken = new ArrayList<>();
    private final long deadline;
    private final @Nullable Pacer pacer;
    private long sent;

    LoadRun(LoadSpec spec) throws IOException {
        this.spec = spec;
        this.requests = Requests.of(spec);
        this.selector = Selector.open();
        for (int i = 0; i < spec.connections() && spec.mode() != LoadMode.HOLD; i++) {
            idle.add(ClientConnection.open(spec.port(), selector));
        }
        long start = System.nanoTime();
        this.deadline = start + spec.millis() * 1_000_000;
        this.pacer = spec.mode() == LoadMode.RATE ? new Pacer(selector, start, spec.rate()) : null;
    }

    /** Sends until the order's time or number of requests is reached, and drops what is open then. */
    LoadResult perform() throws IOException {
        while (!ended()) {
            sendWhatIsDue();
            select(millisLeft());
        }
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
        return tally.result();
    }

    /** Reads what comes on held connections, for as long as one turn takes. */
    void keep() throws IOException {
        select(100);
    }

    private boolean ended() {
        boolean enough = spec.requests() > 0 && tally.ended() >= spec.requests();
        return enough || tally.failures() >= MOST_FAILURES || System.nanoTime() >= deadline;
    }

    private long millisLeft() {
        return Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
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
        return pacer == null || pacer.due() > sent;
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
