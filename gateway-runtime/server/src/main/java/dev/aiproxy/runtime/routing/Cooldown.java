package dev.aiproxy.runtime.routing;

import dev.aiproxy.api.provider.Failure;

/**
 * What is remembered of something that failed. Immutable; the transitions are those of a circuit breaker that never latches:
 * closed is the absence of a cooldown, open lasts until {@code until}, and after that one probe at a time may show that it is over.
 *
 * @param kind of the last failure
 * @param since number of the event that was its last failure
 * @param until epoch millisecond before which nobody asks; only grows
 * @param streak how often it failed again although it was asked after the failure before
 * @param lease number of the probe that is under way, 0 for none
 * @param leasedUntil epoch millisecond after which that probe is given up
 */
record Cooldown(Failure.Kind kind, long since, long until, int streak, long lease, long leasedUntil) {
    /** After a failure of something that was well. */
    static Cooldown begin(Failure.Kind kind, long event, long until) {
        return new Cooldown(kind, event, until, 0, 0, 0);
    }

    /** How often the same kind of failure has followed itself, if one of an attempt begun at this event is added. */
    int streakAfter(Failure.Kind failed, long begun) {
        if (failed != kind) {
            return 0;
        }
        return begun >= since ? streak + 1 : streak;
    }

    /** After another failure, of an attempt begun at event {@code begun}. */
    Cooldown again(Failure.Kind failed, long begun, long event, long wanted) {
        return new Cooldown(failed, event, Math.max(until, wanted), streakAfter(failed, begun), 0, 0);
    }

    boolean cooling(long now) {
        return now < until;
    }

    boolean probed(long now) {
        return lease != 0 && now < leasedUntil;
    }

    Cooldown leased(long probe, long give) {
        return new Cooldown(kind, since, until, streak, probe, give);
    }

    /** After a probe that told nothing. */
    Cooldown released(long probe) {
        return lease == probe ? leased(0, 0) : this;
    }

    /** Whether the success of an attempt begun at this event ends it; one begun before the failure says nothing. */
    boolean endedBy(long begun) {
        return begun >= since;
    }
}
