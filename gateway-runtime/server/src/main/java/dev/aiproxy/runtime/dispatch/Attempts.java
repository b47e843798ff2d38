package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.LocalProvider;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.runtime.routing.Candidate;
import java.util.Optional;

/** How a candidate is asked: by the operation, and by whether client and upstream speak the same format. */
final class Attempts {
    private Attempts() {}

    /** Whether a candidate is worth a try: others would only use up the retries. */
    static boolean offered(ExchangeContext context, Candidate candidate) {
        if (context.isChat()) {
            return true;
        }
        if (!(candidate.provider().instance() instanceof HttpProvider http)) {
            return false;
        }
        try {
            return format(context, candidate, http)
                    .filter(format -> isPassedThrough(context, format) || isTranslated(context))
                    .isPresent();
        } catch (GatewayException fault) { // told when it is its turn
            return true;
        }
    }

    /** What a client is told if no candidate of its model offers the operation. */
    static GatewayException notOffered(ExchangeContext context) {
        return notOffered(
                context, "the providers of the model '" + context.facts().requestedModel() + "' do");
    }

    /** @throws GatewayException {@link ErrorCode#UNSUPPORTED} if the candidate does not offer what is asked */
    static Attempt of(ExchangeContext context, AttemptOutcome outcome, Candidate candidate) {
        var provider = candidate.provider().instance();
        if (provider instanceof LocalProvider local && context.isChat()) {
            return new LocalAttempt(context, outcome, candidate, local);
        }
        if (!(provider instanceof HttpProvider http)) {
            throw notOffered(context, candidate);
        }
        WireFormat format = format(context, candidate, http).orElseThrow(() -> notOffered(context, candidate));
        return new HttpAttempt(context, outcome, candidate, http, conversation(context, candidate, http, format));
    }

    private static HttpConversation conversation(
            ExchangeContext context, Candidate candidate, HttpProvider provider, WireFormat format) {
        if (isPassedThrough(context, format) && !context.canonicalView()) {
            return new Passthrough(context, candidate, provider);
        }
        if (context.isChat()) {
            return new Translation(context, candidate, provider, format);
        }
        Dialogue dialogue;
        if (context.operation().equals(Operation.EMBEDDINGS)) {
            dialogue = new EmbeddingsDialogue(context, candidate, context.translator(format));
        } else if (context.counts()) {
            dialogue = new CountDialogue(context, candidate, context.translator(format));
        } else {
            throw notOffered(context, candidate);
        }
        return new DialogueTranslation(context, candidate, provider, format, dialogue);
    }

    private static boolean isPassedThrough(ExchangeContext context, WireFormat format) {
        return format.equals(context.clientFormat());
    }

    private static boolean isTranslated(ExchangeContext context) {
        return context.operation().equals(Operation.EMBEDDINGS) || context.counts();
    }

    private static Optional<WireFormat> format(ExchangeContext context, Candidate candidate, HttpProvider provider) {
        return provider.format(context.operation(), candidate.credential(), candidate.upstreamModel());
    }

    private static GatewayException notOffered(ExchangeContext context, Candidate candidate) {
        return notOffered(context, "provider '" + candidate.provider().id() + "' does");
    }

    private static GatewayException notOffered(ExchangeContext context, String who) {
        return new GatewayException(
                ErrorCode.UNSUPPORTED, who + " not offer " + context.operation() + " for this client format");
    }
}
