package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.runtime.routing.Candidate;

/** Hears of each try at a candidate exactly once, after its exchange is over; on the exchange's thread. */
@FunctionalInterface
public interface AttemptListener {
    /**
     * A try is over.
     *
     * @param status what the client was answered, or would have been if this had been the last try; 499 if it was not wanted
     *     any more
     */
    void attempted(Operation operation, Candidate candidate, int status);
}
