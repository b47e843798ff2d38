package dev.aiproxy.api.provider;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a failed attempt means: who is to blame, and whether another candidate may do better.
 *
 * @param kind decides how long something cools down
 * @param scope what cools down
 * @param retryElsewhere whether another candidate is worth a try
 * @param retryAfter how long the upstream asks to wait, null if it did not
 */
public record Failure(
        Kind kind,
        Scope scope,
        boolean retryElsewhere,
        @Nullable Duration retryAfter) {
    /** Kinds of failure. */
    public enum Kind {
        /** The request itself is at fault; nothing cools. */
        REQUEST,
        /** The upstream does not know the model; only candidates of other providers are worth a try. */
        MODEL_UNKNOWN,
        /** The credential is refused. */
        CREDENTIAL,
        /** The credential has no money or quota left. */
        QUOTA,
        /** The credential may not do this. */
        PERMISSION,
        /** Too many requests or tokens for now. */
        RATE_LIMIT,
        /** The upstream failed. */
        SERVER,
        /** The upstream could not be reached, or the connection or the answer broke. */
        NETWORK
    }

    /** What is unusable for a while. */
    public enum Scope {
        /** The candidate stays usable. */
        NOTHING,
        /** The credential for this model. */
        MODEL,
        /** The credential for every model. */
        CREDENTIAL,
        /** The provider with every credential. */
        PROVIDER
    }

    /** The usual judgement, by cause and status. */
    public static Failure of(UpstreamFailure failure) {
        return FailureDefaults.judge(failure);
    }

    /** The same judgement with another wait; null for none. */
    public Failure withRetryAfter(@Nullable Duration wait) {
        return new Failure(kind, scope, retryElsewhere, wait);
    }
}
