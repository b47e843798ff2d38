package dev.aiproxy.runtime.plugin.guard;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Which plugins' code a thread is in: innermost last, because a plugin may call back and so reach another. Used by its thread,
 * and looked at by the {@link PluginWatch}.
 *
 * <p>One call in eight is timed, and every one while a plugin is new; the clock would cost more than the rest.
 */
final class Visits {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int ONE_IN_EIGHT = 3;

    private final Thread thread;
    /** Odd while the thread is inside a plugin; another one for each stay. */
    private final AtomicLong turn = new AtomicLong();

    private @Nullable PluginGuard[] guards = new PluginGuard[4];
    private @Nullable String[] points = new String[4];
    private @Nullable ClassLoader[] outsides = new ClassLoader[4];
    private long[] starts = new long[4];
    private long[] elsewhere = new long[4];
    private int depth;
    private boolean timed;

    Visits(Thread thread) {
        this.thread = thread;
    }

    void enter(PluginGuard guard, String point, ClassLoader inside) {
        if (depth == guards.length) {
            grow();
        }
        int here = depth++;
        guards[here] = guard;
        points[here] = point;
        outsides[here] = thread.getContextClassLoader();
        thread.setContextClassLoader(inside);
        guard.health().called();
        if (here == 0) {
            long next = turn.get() + 1;
            timed = (next * SPREAD) >>> (Long.SIZE - ONE_IN_EIGHT) == 0
                    || guard.health().isNew();
            turn.lazySet(next);
        }
        if (timed) {
            elsewhere[here] = 0;
            starts[here] = System.nanoTime();
        }
    }

    void leave() {
        int here = --depth;
        PluginGuard guard = guards[here];
        if (timed && guard != null) {
            long elapsed = System.nanoTime() - starts[here];
            guard.health().timed(elapsed - elsewhere[here]);
            if (here > 0) {
                elsewhere[here - 1] += elapsed;
            }
        }
        thread.setContextClassLoader(outsides[here]);
        if (here == 0) {
            turn.lazySet(turn.get() + 1);
        }
        guards[here] = null;
        outsides[here] = null;
    }

    Thread thread() {
        return thread;
    }

    long turn() {
        return turn.get();
    }

    /** The innermost guard, null if there is none; seen from another thread it may be of a moment ago. */
    @Nullable
    PluginGuard innermost() {
        int now = depth;
        return now > 0 && now <= guards.length ? guards[now - 1] : null;
    }

    /** The call that {@link #innermost} is in. */
    String point() {
        int now = depth;
        return now > 0 && now <= points.length ? String.valueOf(points[now - 1]) : "";
    }

    private void grow() {
        int size = guards.length * 2;
        guards = Arrays.copyOf(guards, size);
        points = Arrays.copyOf(points, size);
        outsides = Arrays.copyOf(outsides, size);
        starts = Arrays.copyOf(starts, size);
        elsewhere = Arrays.copyOf(elsewhere, size);
    }
}
