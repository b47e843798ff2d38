package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.translate.UpstreamCodec;
import dev.aiproxy.api.wire.Framing;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.ResponseHead;
import dev.aiproxy.runtime.routing.Candidate;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Client and upstream speak the same format: bytes pass, edits are spliced in. */
final class Passthrough implements HttpConversation {
    private final ExchangeContext exchange;
    private final Candidate candidate;
    private final HttpProvider provider;
    private final @Nullable PassthroughTap tap;

    Passthrough(ExchangeContext exchange, Candidate candidate, HttpProvider provider) {
        this.exchange = exchange;
        this.candidate = candidate;
        this.provider = provider;
        this.tap = exchange.tap(candidate);
        exchange.stored().requireKnown();
    }

    /** Edits may depend on what stands in the body. */
    @Override
    public boolean heavy() {
        return true;
    }

    @Override
    public UpstreamCall call(Optional<Secret> token) {
        UpstreamCall draft = exchange.call(candidate, exchange.clientFormat(), token, ByteBuffer.allocate(0));
        if (exchange.stored().isAll()) {
            return draft;
        }
        ByteBuffer body = exchange.request().body().splice(edits(draft));
        return exchange.call(candidate, exchange.clientFormat(), token, body);
    }

    private List<JsonEdit> edits(UpstreamCall draft) {
        List<JsonEdit> edits = new ArrayList<>();
        String model = candidate.upstreamModel();
        if (!model.equals(exchange.facts().requestedModel())) {
            provider.modelMember(draft)
                    .ifPresent(member -> edits.add(JsonEdit.set(Json.nodes().stringNode(model), member)));
        }
        if (exchange.modelsKeptBack()) {
            edits.add(JsonEdit.remove(ClientModels.MEMBER));
        }
        if (tap != null) {
            edits.addAll(tap.request(exchange.request().body()));
        }
        edits.addAll(provider.splice(draft, exchange.request().body()));
        edits.addAll(exchange.payloadEdits(candidate, exchange.clientFormat()));
        return edits;
    }

    @Override
    public Relay relay(ResponseHead head, AttemptOutcome outcome) {
        if (!head.success()) {
            return new ErrorBody(exchange.request().translator(), outcome, head);
        }
        if (tap == null || !exchange.facts().stream()) {
            return new PlainPassthrough(
                    exchange.request().translator(), exchange.reply(), tap, this::keep, outcome, head);
        }
        return provider.framing(head)
                .map(framing -> stream(head, outcome, tap, framing))
                .orElseGet(() -> exchange.isChat()
                        ? wholeAnswer(outcome)
                        : new PlainPassthrough(
                                exchange.request().translator(), exchange.reply(), tap, this::keep, outcome, head));
    }

    private Relay stream(ResponseHead head, AttemptOutcome outcome, PassthroughTap watching, Framing framing) {
        return new StreamPassthrough(
                exchange.request().translator(), exchange.reply(), watching, this::keep, outcome, head, framing);
    }

    /** The upstream keeps what the tap has seen. */
    private void keep() {
        if (tap != null) {
            exchange.stored().keep(candidate, tap);
        }
    }

    /** The upstream ignored the wish for a stream; the client gets one all the same, as its request, read late, asks. */
    private Relay wholeAnswer(AttemptOutcome outcome) {
        exchange.chatRequest();
        UpstreamCodec codec = exchange.chat().upstream(exchange.targetFacts(candidate), exchange.state());
        EventRelay events = exchange.events(outcome);
        return new WholeAnswerAsStream(codec, events, outcome);
    }
}
