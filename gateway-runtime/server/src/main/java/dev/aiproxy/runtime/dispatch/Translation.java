package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.translate.ChatCodec;
import dev.aiproxy.api.translate.StreamReader;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.translate.UpstreamCodec;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.ResponseHead;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.runtime.json.TreeEdit;
import dev.aiproxy.runtime.routing.Candidate;
import java.nio.ByteBuffer;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Client and upstream speak different formats: both sides go through the canonical conversation. */
final class Translation implements HttpConversation {
    private final ExchangeContext exchange;
    private final Candidate candidate;
    private final HttpProvider provider;
    private final WireFormat format;
    private final Translator translator;
    private final UpstreamCodec codec;

    Translation(ExchangeContext exchange, Candidate candidate, HttpProvider provider, WireFormat format) {
        this.exchange = exchange;
        this.candidate = candidate;
        this.provider = provider;
        this.format = format;
        this.translator = exchange.translator(format);
        this.codec = chat(translator).upstream(exchange.targetFacts(candidate), exchange.state());
    }

    private static ChatCodec chat(Translator translator) {
        return translator
                .chat()
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.UNSUPPORTED, "wire format '" + translator.format() + "' has no conversations"));
    }

    @Override
    public boolean heavy() {
        return true;
    }

    @Override
    public UpstreamCall call(Optional<Secret> token) {
        ObjectNode body = codec.writeRequest(exchange.chatRequest());
        provider.shape(body, exchange.call(candidate, format, token, ByteBuffer.allocate(0)));
        TreeEdit.apply(body, exchange.payloadEdits(candidate, format));
        ByteBuffer bytes = ByteBuffer.wrap(Json.bytes(body)).asReadOnlyBuffer();
        return exchange.call(candidate, format, token, bytes);
    }

    private StreamReader reader() {
        return codec.reader();
    }

    @Override
    public Relay relay(ResponseHead head, AttemptOutcome outcome) {
        if (!head.success()) {
            return new ErrorBody(translator, outcome, head);
        }
        if (!exchange.facts().stream()) {
            return new PlainTranslation(exchange, codec, outcome);
        }
        EventRelay events = exchange.events(outcome);
        Relay whole = new WholeAnswerAsStream(codec, events, outcome);
        return provider.framing(head)
                .map(framing -> (Relay) new StreamTranslation(reader(), events, outcome, framing))
                .orElse(whole);
    }
}
