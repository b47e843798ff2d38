package dev.aiproxy.testkit.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A point in a reply where the upstream waits for the test. Each {@link #release()} lets one waiter pass; {@link #open()}
 * lets everybody pass from then on. A test that must know that the upstream has come as far as the gate asks {@link
 * #awaitReached}. Safe for use by several threads; a connection that ends stops waiting by itself.
 */
public final class Gate {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int permits;
    private int reached;
    private boolean opened;

    /** A gate that nobody has passed yet. */
    public Gate() {}

    /** Lets one waiter pass, now or when it comes. */
    public void release() {
        locked(() -> permits++);
    }

    /** Lets all waiters pass, now and later. */
    public void open() {
        locked(() -> opened = true);
    }

    /** How often an upstream has come to this gate. */
    public int reached() {
        lock.lock();
        try {
            return reached;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until upstreams have come to this gate {@code times} times.
     *
     * @throws AssertionError when that does not happen within {@code timeout}
     */
    public void awaitReached(int times, Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (reached < times) {
                if (left <= 0) {
                    throw new AssertionError("the gate was reached " + reached + " times, expected " + times);
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a permit; false when {@code gone} completed first. */
    boolean pass(CompletableFuture<?> gone) throws InterruptedException {
        locked(() -> reached++);
        CompletableFuture<?> waking = gone.whenComplete((value, failure) -> locked(() -> {}));
        lock.lock();
        try {
            while (!opened && permits == 0 && !gone.isDone()) {
                changed.await(1, TimeUnit.MINUTES);
            }
            boolean passes = opened || permits > 0;
            permits -= !opened && permits > 0 ? 1 : 0;
            return passes;
        } finally {
            lock.unlock();
            waking.cancel(false);
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
