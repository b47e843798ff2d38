package dev.aiproxy.runtime.upstream;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The connections of one IO thread, by route: used by one exchange, or free and watched for the peer's close. */
final class ConnectionPool {
    /** What a pool gives. */
    interface Taker {
        void use(Connection connection);

        void connect();
    }

    /** Connections along one route. */
    private static final class Group {
        final Deque<Connection> free = new ArrayDeque<>();
        final Deque<Taker> waiting = new ArrayDeque<>();
        int open;

        boolean unused() {
            return open == 0 && waiting.isEmpty();
        }
    }

    private final Map<Route, Group> groups = new LinkedHashMap<>();
    private final Supplier<UpstreamSettings> settings;
    private final ByteBufferPool buffers;
    private int open;
    private int waiting;

    ConnectionPool(Supplier<UpstreamSettings> settings, ByteBufferPool buffers) {
        this.settings = settings;
        this.buffers = buffers;
    }

    /**
     * Gives a free connection or leave to open one, now or when another exchange ends.
     *
     * @return false if too many wait already
     */
    boolean take(Route route, Taker taker) {
        Group group = group(route);
        Connection connection = newestOpen(group);
        if (connection != null) {
            taker.use(connection);
        } else if (admits(group)) {
            add(group);
            taker.connect();
        } else if (group.waiting.size() < settings.get().maxWaitingPerRoute()) {
            group.waiting.add(taker);
            waiting++;
        } else {
            return false;
        }
        return true;
    }

    /** Leave to open a connection in place of one that proved dead; never waits. */
    void replace(Route route, Taker taker) {
        add(group(route));
        taker.connect();
    }

    void forget(Route route, Taker taker) {
        Group group = group(route);
        if (group.waiting.remove(taker)) {
            waiting--;
        }
        dropIfUnused(route, group);
    }

    /** Takes back a connection on which an exchange ended properly. */
    void free(Connection connection, long now) {
        connection.free(now);
        Group group = group(connection.route());
        Taker next = poll(group);
        if (next != null) {
            next.use(connection);
        } else if (group.free.size() >= settings.get().maxIdlePerRoute() || wantedElsewhere()) {
            connection.close();
            closed(connection.route());
        } else {
            group.free.push(connection);
            connection.source().setReadListener(channel -> watch(connection));
            connection.source().resumeReads();
        }
    }

    /** One connection less, or one that did not come about. */
    void closed(Route route) {
        Group group = group(route);
        remove(group);
        if (waiting > 0) {
            admitNext();
        }
        dropIfUnused(route, group);
    }

    void evict(long now) {
        long oldest = now - settings.get().idleEviction().toNanos();
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

    /** Closes what is free along routes that nobody takes any more. */
    void closeFree(Tls outdated) {
        for (Map.Entry<Route, Group> entry : List.copyOf(groups.entrySet())) {
            if (entry.getKey().tls() == outdated) {
                List.copyOf(entry.getValue().free).forEach(this::drop);
            }
        }
    }

    /** Free connections, of all routes. */
    int freeCount() {
        return groups.values().stream().mapToInt(group -> group.free.size()).sum();
    }

    /** What there is, by route. */
    List<PeerConnections> count() {
        return groups.entrySet().stream()
                .map(entry -> count(entry.getKey().origin(), entry.getValue()))
                .toList();
    }

    private static PeerConnections count(Origin origin, Group group) {
        int free = group.free.size();
        return new PeerConnections(origin.host(), origin.port(), group.open - free, free, group.waiting.size());
    }

    private @Nullable Connection newestOpen(Group group) {
        while (!group.free.isEmpty()) {
            Connection connection = group.free.pop();
            if (connection.open()) {
                return connection;
            }
            remove(group);
        }
        return null;
    }

    /** Whether one more may be opened; a free one along another route gives way. */
    private boolean admits(Group group) {
        if (group.open >= settings.get().maxConnectionsPerRoute()) {
            return false;
        }
        if (open >= settings.get().maxConnections()) {
            groups.values().stream()
                    .filter(other -> !other.free.isEmpty())
                    .findFirst()
                    .ifPresent(other -> drop(other.free.getLast()));
        }
        return open < settings.get().maxConnections();
    }

    /** Lets those who wait open connections as far as the limits go. */
    private void admitNext() {
        for (Group group : List.copyOf(groups.values())) {
            while (!group.waiting.isEmpty()
                    && group.open < settings.get().maxConnectionsPerRoute()
                    && open < settings.get().maxConnections()) {
                Taker next = poll(group);
                add(group);
                if (next != null) {
                    next.connect();
                }
            }
        }
    }

    /** Whether others wait for no better reason than that there are too many connections in all. */
    private boolean wantedElsewhere() {
        return waiting > 0 && open >= settings.get().maxConnections();
    }

    private @Nullable Taker poll(Group group) {
        Taker next = group.waiting.poll();
        if (next != null) {
            waiting--;
        }
        return next;
    }

    private void add(Group group) {
        group.open++;
        open++;
    }

    private void remove(Group group) {
        group.open--;
        open--;
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
        if (group(connection.route()).free.remove(connection)) {
            closed(connection.route());
        }
    }

    private Group group(Route route) {
        return groups.computeIfAbsent(route, key -> new Group());
    }

    private void dropIfUnused(Route route, Group group) {
        if (group.unused()) {
            groups.remove(route, group);
        }
    }
}
