package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.OpaqueState;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.api.wire.Fields;
import dev.aiproxy.api.wire.Framing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The side towards a client of {@code generateContent}. */
final class GeminiClient implements ClientCodec {
    private final RequestFacts facts;
    private final Seals seals;

    GeminiClient(RequestFacts facts, OpaqueState state) {
        this.facts = facts;
        this.seals = new Seals(state);
    }

    @Override
    public ChatRequest readRequest(ObjectNode body) {
        return new RequestReader(seals).read(Fields.of(body).orSnakeCase());
    }

    @Override
    public JsonNode writeResponse(ChatResponse response) {
        return new ResponseWriter(facts, seals).write(response);
    }

    @Override
    public StreamWriter writer() {
        return new GeminiStreamWriter(new Head(facts), seals);
    }

    @Override
    public Framing framing() {
        return GeminiFormat.asksForArray(facts) ? Framing.jsonArray() : Framing.sse();
    }
}
