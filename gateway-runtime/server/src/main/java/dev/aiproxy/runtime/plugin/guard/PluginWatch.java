package dev.aiproxy.runtime.plugin.guard;

import dev.aiproxy.runtime.config.Redaction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.XnioIoThread;

/**
 * Notices plugins that hold up an IO thread: after a second it logs the plugin and the thread's stack, once, and until the plugin
 * returns {@link #hanging} names it. One for each gateway. Thread-safe.
 */
public final class PluginWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PluginWatch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long LOOK_MILLIS = 200;

    private final Predicate<Thread> watched;
    private final Map<Visits, Look> looks = new ConcurrentHashMap<>();
    private final ThreadLocal<Visits> visits = ThreadLocal.withInitial(this::visitsOfThisThread);
    private @Nullable Thread watchman;
    private volatile Redaction redaction = Redaction.NONE;

    /** A watch over the IO threads; sees nothing before {@link #start}. */
    public PluginWatch() {
        this(XnioIoThread.class::isInstance);
    }

    PluginWatch(Predicate<Thread> watched) {
        this.watched = watched;
    }

    /** What was seen of a thread at the last looks: its turn, since when it is the same, whether that was told. */
    private record Look(
            long turn, long sinceNanos, @Nullable Hang hang) {
        static final Look NEVER = new Look(0, 0, null);
    }

    /**
     * A plugin that does not return.
     *
     * @param point the method it is in
     */
    public record Hang(String pluginId, String point) {}

    /** What of the plugins' words must not be repeated from now on, besides what must not already. */
    public synchronized void hide(Redaction more) {
        redaction = redaction.and(more);
    }

    Redaction redaction() {
        return redaction;
    }

    /** Begins to look; {@link #close} ends that. */
    public synchronized void start() {
        if (watchman == null) {
            watchman = new Thread(this::lookUntilClosed, "plugin-watch");
            watchman.setDaemon(true);
            watchman.start();
        }
    }

    @Override
    public synchronized void close() {
        if (watchman != null) {
            watchman.interrupt();
            watchman = null;
        }
    }

    /** The plugins that hold up an IO thread right now. */
    public List<Hang> hanging() {
        return looks.values().stream()
                .flatMap(look -> Stream.ofNullable(look.hang()))
                .toList();
    }

    Visits enter(PluginGuard guard, String point, ClassLoader inside) {
        Visits mine = visits.get();
        mine.enter(guard, point, inside);
        return mine;
    }

    private Visits visitsOfThisThread() {
        Visits mine = new Visits(Thread.currentThread());
        if (watched.test(mine.thread())) {
            looks.put(mine, Look.NEVER);
        }
        return mine;
    }

    private void lookUntilClosed() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(LOOK_MILLIS);
                look(System.nanoTime());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks at every thread. */
    void look(long nowNanos) {
        looks.replaceAll((thread, before) -> look(thread, before, nowNanos));
    }

    private static Look look(Visits thread, Look before, long nowNanos) {
        long turn = thread.turn();
        if (turn != before.turn()) {
            if (before.hang() != null) {
                LOG.warn(
                        "plugin '{}' returned from {} after {} ms",
                        before.hang().pluginId(),
                        before.hang().point(),
                        Duration.ofNanos(nowNanos - before.sinceNanos()).toMillis());
            }
            return new Look(turn, nowNanos, null);
        }
        boolean inside = (turn & 1) == 1;
        if (!inside || before.hang() != null || nowNanos - before.sinceNanos() < PATIENCE.toNanos()) {
            return before;
        }
        PluginGuard guard = thread.innermost();
        return guard == null ? before : new Look(turn, before.sinceNanos(), told(thread, guard));
    }

    private static Hang told(Visits thread, PluginGuard guard) {
        Hang hang = new Hang(guard.pluginId(), thread.point());
        String stack = Stream.of(thread.thread().getStackTrace())
                .map(frame -> "\n\tat " + frame)
                .collect(Collectors.joining());
        LOG.error(
                "plugin '{}' holds up IO thread {}: it has not returned from {} for more than {} ms; /health is 503 until it"
                        + " does. If it has to block, set plugins.{}.run-on to worker{}",
                hang.pluginId(),
                thread.thread().getName(),
                hang.point(),
                PATIENCE.toMillis(),
                hang.pluginId(),
                stack);
        return hang;
    }
}
