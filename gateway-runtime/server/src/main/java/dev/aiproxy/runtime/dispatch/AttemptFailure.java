package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.provider.Failure;
import dev.aiproxy.api.provider.UpstreamFailure;
import dev.aiproxy.runtime.routing.Candidate;
import org.jspecify.annotations.Nullable;

/**
 * A failed attempt: a value until the retry decision.
 *
 * @param upstream what the upstream did; null if the attempt never got that far
 * @param thrown why it did not; null if it did
 * @param began whether the upstream had begun a stream before it failed
 */
record AttemptFailure(
        Candidate candidate,
        Failure judgement,
        @Nullable UpstreamFailure upstream,
        @Nullable GatewayException thrown,
        boolean began) {
    static AttemptFailure of(Candidate candidate, Failure judgement, UpstreamFailure upstream, boolean began) {
        return new AttemptFailure(candidate, judgement, upstream, null, began);
    }

    /** The gateway or a plugin refused before the upstream was asked, or could not make sense of its answer. */
    static AttemptFailure of(Candidate candidate, GatewayException thrown) {
        boolean elsewhere = thrown.code() == ErrorCode.UNSUPPORTED
                || thrown.code() == ErrorCode.PLUGIN_FAULT
                || thrown.code() == ErrorCode.PLUGIN_DISABLED
                || thrown.code() == ErrorCode.UPSTREAM_INVALID;
        Failure judgement = new Failure(Failure.Kind.REQUEST, Failure.Scope.NOTHING, elsewhere, null);
        return new AttemptFailure(candidate, judgement, null, thrown, false);
    }

    /** Whether {@code other} may succeed where this one failed. */
    boolean worthTrying(Candidate other) {
        boolean sameProvider = other.provider().id().equals(candidate.provider().id());
        boolean sameModel = other.upstreamModel().equals(candidate.upstreamModel());
        boolean alike = thrown != null || (judgement.kind() == Failure.Kind.MODEL_UNKNOWN && sameModel);
        return judgement.retryElsewhere() && !(sameProvider && alike);
    }

    /** Whether the same candidate may succeed when it is asked again. */
    boolean worthRepeating() {
        return judgement.kind() == Failure.Kind.SERVER || judgement.kind() == Failure.Kind.NETWORK;
    }

    /** For the log: where it failed, and how. */
    String described() {
        String how = upstream == null
                ? String.valueOf(thrown)
                : upstream.cause() + " " + upstream.status() + " " + upstream.detail();
        return "provider " + candidate.provider().id() + " credential "
                + candidate.credential().name() + " failed: " + how;
    }
}
