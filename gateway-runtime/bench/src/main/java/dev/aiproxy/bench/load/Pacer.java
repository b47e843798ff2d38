package dev.aiproxy.bench.load;

import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;

/** Counts how many requests are due, on a thread of its own, because a selector's own time-outs are whole milliseconds. */
final class Pacer implements AutoCloseable {
    private final Selector selector;
    private final long start;
    private final double interval;
    private final long count;
    private final Thread thread;
    private volatile long due;
    private volatile boolean closed;

    Pacer(Selector selector, long start, int rate, long count) {
        this.selector = selector;
        this.start = start;
        this.interval = 1e9 / rate;
        this.count = count;
        this.thread = new Thread(this::count, "pacer");
        thread.setDaemon(true);
        thread.start();
    }

    /** How many requests should have been sent by now. */
    long due() {
        return due;
    }

    /** When the request of that number should be sent. */
    long dueAt(long number) {
        return start + (long) (number * interval);
    }

    private void count() {
        for (long number = 0; number < count && !closed; number++) {
            long at = dueAt(number);
            for (long left = at - System.nanoTime(); left > 0 && !closed; left = at - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            due = number + 1;
            selector.wakeup();
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
