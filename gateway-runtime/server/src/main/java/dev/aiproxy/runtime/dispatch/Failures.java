package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.provider.UpstreamFailure;
import dev.aiproxy.api.provider.UpstreamFailure.Cause;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.runtime.upstream.UpstreamFault;

/** Makes failure values. */
final class Failures {
    private Failures() {}

    static UpstreamFailure of(UpstreamFault fault) {
        return new UpstreamFailure(fault.cause(), Headers.none(), null, fault.detail());
    }

    static UpstreamFailure answered(UpstreamError error, Headers headers) {
        return new UpstreamFailure(Cause.ANSWERED, headers, error, error.message());
    }

    static UpstreamFailure invalid(String detail) {
        return new UpstreamFailure(Cause.INVALID, Headers.none(), null, detail);
    }
}
