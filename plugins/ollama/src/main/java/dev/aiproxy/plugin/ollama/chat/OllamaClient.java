package dev.aiproxy.plugin.ollama.chat;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.api.wire.Fields;
import dev.aiproxy.api.wire.Framing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The side towards a client of Ollama. */
final class OllamaClient implements ClientCodec {
    private final RequestFacts facts;
    private final Seals seals;

    OllamaClient(RequestFacts facts, Seals seals) {
        this.facts = facts;
        this.seals = seals;
    }

    @Override
    public ChatRequest readRequest(ObjectNode body) {
        return new RequestReader(seals).read(Fields.of(body));
    }

    @Override
    public JsonNode writeResponse(ChatResponse response) {
        return new ResponseWriter(new AnswerLines(facts), seals).write(response);
    }

    @Override
    public StreamWriter writer() {
        return new OllamaStreamWriter(new AnswerLines(facts), seals);
    }

    @Override
    public Framing framing() {
        return Framing.ndjson();
    }
}
