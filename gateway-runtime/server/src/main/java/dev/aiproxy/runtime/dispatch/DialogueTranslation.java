package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.ResponseHead;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.runtime.routing.Candidate;
import java.nio.ByteBuffer;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Client and upstream speak different formats, and the operation is a {@link Dialogue}. */
final class DialogueTranslation implements HttpConversation {
    private final ExchangeContext exchange;
    private final Candidate candidate;
    private final HttpProvider provider;
    private final WireFormat format;
    private final Dialogue dialogue;

    DialogueTranslation(
            ExchangeContext exchange,
            Candidate candidate,
            HttpProvider provider,
            WireFormat format,
            Dialogue dialogue) {
        this.exchange = exchange;
        this.candidate = candidate;
        this.provider = provider;
        this.format = format;
        this.dialogue = dialogue;
    }

    @Override
    public boolean heavy() {
        return true;
    }

    @Override
    public UpstreamCall call(Optional<Secret> token) {
        ObjectNode body = dialogue.question();
        provider.shape(body, exchange.call(candidate, format, token, ByteBuffer.allocate(0)));
        ByteBuffer bytes = ByteBuffer.wrap(Json.bytes(body)).asReadOnlyBuffer();
        return exchange.call(candidate, format, token, bytes);
    }

    @Override
    public Relay relay(ResponseHead head, AttemptOutcome outcome) {
        return head.success()
                ? new Answering(exchange.reply(), dialogue, outcome)
                : new ErrorBody(exchange.translator(format), outcome, head);
    }

    /** Tells the client the upstream's answer. */
    private static final class Answering extends WholeAnswer {
        private final ClientReply reply;
        private final Dialogue dialogue;
        private final AttemptOutcome outcome;

        Answering(ClientReply reply, Dialogue dialogue, AttemptOutcome outcome) {
            super(outcome);
            this.reply = reply;
            this.dialogue = dialogue;
            this.outcome = outcome;
        }

        @Override
        void deliver(JsonNode said) {
            Dialogue.Answer answer = dialogue.answer(said);
            outcome.used(answer.usage());
            outcome.answering();
            reply.answer(answer.body(), Headers.none());
            outcome.succeeded();
        }

        @Override
        public void breakOff(GatewayError error) {
            reply.abort();
        }
    }
}
