package dev.aiproxy.runtime.dispatch;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks one after the other, on whichever thread of an executor is free. Thread-safe. */
final class SerialLane {
    private static final Logger LOG = LoggerFactory.getLogger(SerialLane.class);

    private final Executor threads;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Object running = new Object();
    private @Nullable Thread runner;
    private long begunNanos;
    private volatile @Nullable Runnable last;

    SerialLane(Executor threads) {
        this.threads = threads;
    }

    void execute(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            threads.execute(this::run);
        }
    }

    /** Interrupts what runs, forgets what waits, and runs this as the last of all; whatever comes later is dropped. */
    void finishWith(Runnable task) {
        last = task;
        execute(task);
        interrupt();
    }

    /** Interrupts what runs, if it has run for so long; the thread's interruption does not outlive the task. */
    boolean interruptAfter(long nanos, long nowNanos) {
        synchronized (running) {
            if (runner == null || nowNanos - begunNanos < nanos) {
                return false;
            }
            runner.interrupt();
            return true;
        }
    }

    private void interrupt() {
        synchronized (running) {
            if (runner != null) {
                runner.interrupt();
            }
        }
    }

    private void run() {
        do {
            Runnable task = tasks.remove();
            Runnable only = last;
            if (only == null || only == task) {
                runOne(task);
            }
        } while (waiting.decrementAndGet() > 0);
    }

    private void runOne(Runnable task) {
        synchronized (running) {
            runner = Thread.currentThread();
            begunNanos = System.nanoTime();
        }
        try {
            task.run();
        } catch (Throwable defect) {
            LOG.error("an exchange's task failed by a defect of the gateway", defect);
        } finally {
            synchronized (running) {
                runner = null;
                var unused = Thread.interrupted();
            }
        }
    }
}
