package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.EmbeddingsCodec;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.runtime.routing.Candidate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Texts become vectors. */
final class EmbeddingsDialogue implements Dialogue {
    private final ExchangeContext exchange;
    private final EmbeddingsCodec client;
    private final EmbeddingsCodec upstream;
    private final TargetFacts target;
    private final EmbeddingsCodec.Request request;

    EmbeddingsDialogue(ExchangeContext exchange, Candidate candidate, Translator upstream) {
        this.exchange = exchange;
        this.client = codec(exchange.request().translator());
        this.upstream = codec(upstream);
        this.target = exchange.targetFacts(candidate);
        this.request = client.readRequest(exchange.request().body().tree(), exchange.facts());
    }

    private static EmbeddingsCodec codec(Translator translator) {
        return translator
                .embeddings()
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.UNSUPPORTED, "wire format '" + translator.format() + "' has no embeddings"));
    }

    @Override
    public ObjectNode question() {
        return upstream.writeRequest(request, target);
    }

    @Override
    public Answer answer(JsonNode said) {
        EmbeddingsCodec.Response vectors = upstream.readResponse(said);
        if (vectors.vectors().size() != request.texts().size()) {
            throw new GatewayException(
                    ErrorCode.UPSTREAM_INVALID, "the provider answered with another number of embeddings than texts");
        }
        JsonNode body = client.writeResponse(vectors, request, exchange.facts());
        return new Answer(body, vectors.usage());
    }
}
