package dev.aiproxy.runtime.dispatch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/** One tick per second and IO thread for everyone there who waits for time to pass; none while nobody does. */
final class Ticks {
    private final Map<XnioIoThread, OfThread> threads = new ConcurrentHashMap<>();

    /** Hears of time passing, on its IO thread. */
    interface Tick {
        void tick(long nowNanos);
    }

    void add(XnioIoThread io, Tick tick) {
        threads.computeIfAbsent(io, OfThread::new).add(tick);
    }

    void remove(XnioIoThread io, Tick tick) {
        OfThread ticks = threads.get(io);
        if (ticks != null) {
            ticks.remove(tick);
        }
    }

    private static final class OfThread {
        private final XnioIoThread io;
        private final Set<Tick> waiting = new LinkedHashSet<>();
        private XnioExecutor.@Nullable Key timer;

        OfThread(XnioIoThread io) {
            this.io = io;
        }

        void add(Tick tick) {
            waiting.add(tick);
            if (timer == null) {
                timer = io.executeAtInterval(this::tickAll, 1, TimeUnit.SECONDS);
            }
        }

        void remove(Tick tick) {
            waiting.remove(tick);
            if (waiting.isEmpty() && timer != null) {
                timer.remove();
                timer = null;
            }
        }

        private void tickAll() {
            long now = System.nanoTime();
            for (Tick tick : new ArrayList<>(waiting)) {
                if (waiting.contains(tick)) {
                    tick.tick(now);
                }
            }
        }
    }
}
