package dev.aiproxy.runtime.metrics;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.xnio.XnioExecutor;

/** Asks an IO thread for a sign of life each second, and measures how late it comes. */
final class LoopProbe implements Runnable {
    private static final long EVERY_MILLIS = 1000;

    private final XnioExecutor io;
    private final LongConsumer lag;
    private final LongSupplier nanoClock;
    private volatile long dueNanos;

    /** @param lag takes microseconds */
    LoopProbe(XnioExecutor io, LongConsumer lag, LongSupplier nanoClock) {
        this.io = io;
        this.lag = lag;
        this.nanoClock = nanoClock;
    }

    void start() {
        dueNanos = nanoClock.getAsLong() + TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS);
        try {
            io.executeAfter(this, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ended) {
            dueNanos = Long.MAX_VALUE; // the thread ends with the process, or with the gateway of a test
        }
    }

    @Override
    public void run() {
        lag.accept(TimeUnit.NANOSECONDS.toMicros(overdueNanos()));
        start();
    }

    /** For how long the sign of life has been due. */
    long overdueNanos() {
        long due = dueNanos;
        return due == Long.MAX_VALUE ? 0 : Math.max(0, nanoClock.getAsLong() - due);
    }
}
