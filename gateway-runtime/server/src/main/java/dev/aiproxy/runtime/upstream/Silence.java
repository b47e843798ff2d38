package dev.aiproxy.runtime.upstream;

import java.time.Duration;

/**
 * Measures how long nothing has happened. A silence that is too long counts only if it lasts up to the next look: after this
 * process itself stood still, what came meanwhile must be read first.
 */
public final class Silence {
    private long since;
    private boolean suspected;

    /** A silence that begins now. */
    public Silence(long nowNanos) {
        since = nowNanos;
    }

    /** Something happened. */
    public void end(long nowNanos) {
        since = nowNanos;
        suspected = false;
    }

    /** One look; whether the silence was too long at this and at the last one. */
    public boolean exceeds(Duration limit, long nowNanos) {
        boolean tooLong = nowNanos - since > limit.toNanos();
        boolean confirmed = tooLong && suspected;
        suspected = tooLong;
        return confirmed;
    }
}
