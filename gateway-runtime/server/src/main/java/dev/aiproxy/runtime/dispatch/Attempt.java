package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.provider.Failure;
import dev.aiproxy.api.provider.UpstreamFailure;
import dev.aiproxy.runtime.routing.Candidate;

/** One try to have a request answered by a candidate. On the exchange's IO thread only. */
interface Attempt {
    Candidate candidate();

    void start();

    /** The client is slow: nothing more may be delivered until {@link #resume}. */
    void pause();

    void resume();

    /** Ends the attempt at once; nothing is delivered afterwards. May be called at any time, more than once. */
    void cancel();

    /** Whether a sign of life may be written now without splitting an event. */
    boolean betweenEvents();

    /** Whether the upstream has begun to answer. */
    boolean heard();

    /** Whether the upstream has begun a stream. */
    boolean streaming();

    Failure classify(UpstreamFailure failure);

    /** The exchange is committed to this attempt and has failed: tells the client so. */
    void breakOff(GatewayError error);
}
