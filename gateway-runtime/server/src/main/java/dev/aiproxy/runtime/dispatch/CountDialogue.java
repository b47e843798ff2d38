package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.ChatCodec;
import dev.aiproxy.api.translate.CountTokensCodec;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.translate.UpstreamCodec;
import dev.aiproxy.runtime.routing.Candidate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An upstream counts the conversation as it would be sent to it. What is counted is not used up, so there is no usage. */
final class CountDialogue implements Dialogue {
    private final ExchangeContext exchange;
    private final CountTokensCodec upstream;
    private final UpstreamCodec chat;
    private final TargetFacts target;

    CountDialogue(ExchangeContext exchange, Candidate candidate, Translator translator) {
        this.exchange = exchange;
        this.upstream = translator.countTokens().orElseThrow(() -> none(translator));
        ChatCodec conversations = translator.chat().orElseThrow(() -> none(translator));
        this.target = exchange.targetFacts(candidate);
        this.chat = conversations.upstream(target, exchange.state());
    }

    private static GatewayException none(Translator translator) {
        return new GatewayException(
                ErrorCode.UNSUPPORTED, "wire format '" + translator.format() + "' does not count tokens");
    }

    @Override
    public ObjectNode question() {
        ObjectNode asked = chat.writeRequest(exchange.chatRequest());
        return upstream.writeRequest(asked, target);
    }

    @Override
    public Answer answer(JsonNode said) {
        return new Answer(exchange.written(upstream.readResponse(said)), Usage.UNKNOWN);
    }
}
