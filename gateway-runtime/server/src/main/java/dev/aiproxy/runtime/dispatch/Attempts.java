package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.LocalProvider;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.runtime.routing.Candidate;

/** Makes the kind of attempt that a candidate needs. */
final class Attempts {
    private Attempts() {}

    /** @throws GatewayException {@link ErrorCode#UNSUPPORTED} if the candidate does not offer what is asked */
    static Attempt of(ExchangeContext context, AttemptOutcome outcome, Candidate candidate) {
        var provider = candidate.provider().instance();
        if (provider instanceof LocalProvider local) {
            requireChat(context, candidate);
            return new LocalAttempt(context, outcome, candidate, local);
        }
        HttpProvider http = (HttpProvider) provider;
        Operation operation = context.facts().endpoint().operation();
        WireFormat format = http.format(operation, candidate.credential(), candidate.upstreamModel())
                .orElseThrow(() -> notOffered(context, candidate));
        if (format.equals(context.clientFormat())) {
            return new HttpAttempt(context, outcome, candidate, http, new Passthrough(context, candidate, http));
        }
        requireChat(context, candidate);
        return new HttpAttempt(context, outcome, candidate, http, new Translation(context, candidate, http, format));
    }

    private static void requireChat(ExchangeContext context, Candidate candidate) {
        if (!context.isChat()) {
            throw notOffered(context, candidate);
        }
    }

    private static GatewayException notOffered(ExchangeContext context, Candidate candidate) {
        return new GatewayException(
                ErrorCode.UNSUPPORTED,
                "provider '" + candidate.provider().id() + "' does not offer "
                        + context.facts().endpoint().operation() + " for this client format");
    }
}
