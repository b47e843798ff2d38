package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.provider.Failure;
import dev.aiproxy.api.provider.UpstreamFailure;
import dev.aiproxy.api.provider.UpstreamFailure.Cause;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.runtime.routing.Candidate;

/** Failed attempts, judged as usual. */
final class AttemptFailures {
    private AttemptFailures() {}

    static AttemptFailure answered(Candidate candidate, int status, String message) {
        return answered(candidate, UpstreamError.of(status, message), Headers.none());
    }

    static AttemptFailure answered(Candidate candidate, UpstreamError error, Headers headers) {
        return judged(candidate, new UpstreamFailure(Cause.ANSWERED, headers, error, "d"));
    }

    static AttemptFailure unanswered(Candidate candidate, Cause cause) {
        return judged(candidate, new UpstreamFailure(cause, Headers.none(), null, "internal.example:443 said no"));
    }

    /** A stream that broke behind its head. */
    static AttemptFailure begun(Candidate candidate) {
        UpstreamFailure failure = new UpstreamFailure(Cause.INVALID, Headers.none(), null, "cut");
        return AttemptFailure.of(candidate, Failure.of(failure), failure, true);
    }

    private static AttemptFailure judged(Candidate candidate, UpstreamFailure failure) {
        return AttemptFailure.of(candidate, Failure.of(failure), failure, false);
    }
}
