package dev.aiproxy.runtime.upstream;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connections of one IO thread, by origin: used by one exchange, or free and watched for the peer's close. */
final class ConnectionPool {
    /** What a pool gives. */
    interface Taker {
        void use(Connection connection);

        void connect();
    }

    /** Connections to one origin. */
    private static final class Group {
        final Deque<Connection> free = new ArrayDeque<>();
        final Deque<Taker> waiting = new ArrayDeque<>();
        int open;

        boolean unused() {
            return open == 0 && waiting.isEmpty();
        }
    }

    private final Map<Origin, Group> groups = new HashMap<>();
    private final UpstreamSettings settings;
    private final ByteBufferPool buffers;

    ConnectionPool(UpstreamSettings settings, ByteBufferPool buffers) {
        this.settings = settings;
        this.buffers = buffers;
    }

    /** Gives a free connection or leave to open one, now or when another exchange ends. */
    void take(Origin origin, Taker taker) {
        Group group = group(origin);
        Connection connection = newestOpen(group);
        if (connection != null) {
            taker.use(connection);
        } else if (group.open < settings.maxConnectionsPerOrigin()) {
            group.open++;
            taker.connect();
        } else {
            group.waiting.add(taker);
        }
    }

    /** Leave to open a connection in place of one that proved dead; never waits. */
    void replace(Origin origin, Taker taker) {
        group(origin).open++;
        taker.connect();
    }

    void forget(Origin origin, Taker taker) {
        Group group = group(origin);
        group.waiting.remove(taker);
        dropIfUnused(origin, group);
    }

    /** Takes back a connection on which an exchange ended properly. */
    void free(Connection connection, long now) {
        connection.free(now);
        Group group = group(connection.origin());
        Taker next = group.waiting.poll();
        if (next != null) {
            next.use(connection);
        } else if (group.free.size() >= settings.maxIdlePerOrigin()) {
            connection.close();
            closed(connection.origin());
        } else {
            group.free.push(connection);
            connection.source().setReadListener(channel -> watch(connection));
            connection.source().resumeReads();
        }
    }

    /** One connection less, or one that did not come about. */
    void closed(Origin origin) {
        Group group = group(origin);
        group.open--;
        Taker next = group.open < settings.maxConnectionsPerOrigin() ? group.waiting.poll() : null;
        if (next != null) {
            group.open++;
            next.connect();
        }
        dropIfUnused(origin, group);
    }

    void evict(long now) {
        long oldest = now - settings.idleEviction().toNanos();
        for (Group group : List.copyOf(groups.values())) {
            while (!group.free.isEmpty() && group.free.getLast().freeSince() - oldest <= 0) {
                drop(group.free.getLast());
            }
        }
    }

    void closeFree() {
        for (Group group : List.copyOf(groups.values())) {
            List.copyOf(group.free).forEach(this::drop);
        }
    }

    /** Free connections, of all origins. */
    int freeCount() {
        return groups.values().stream().mapToInt(group -> group.free.size()).sum();
    }

    private @Nullable Connection newestOpen(Group group) {
        while (!group.free.isEmpty()) {
            Connection connection = group.free.pop();
            if (connection.open()) {
                return connection;
            }
            group.open--;
        }
        return null;
    }

    /** A free connection has nothing to say: its end or any byte closes it. */
    private void watch(Connection connection) {
        try (PooledByteBuffer pooled = buffers.allocate()) {
            if (connection.source().read(pooled.getBuffer()) != 0) {
                drop(connection);
            }
        } catch (IOException e) {
            drop(connection);
        }
    }

    private void drop(Connection connection) {
        connection.close();
        if (group(connection.origin()).free.remove(connection)) {
            closed(connection.origin());
        }
    }

    private Group group(Origin origin) {
        return groups.computeIfAbsent(origin, key -> new Group());
    }

    private void dropIfUnused(Origin origin, Group group) {
        if (group.unused()) {
            groups.remove(origin);
        }
    }
}
