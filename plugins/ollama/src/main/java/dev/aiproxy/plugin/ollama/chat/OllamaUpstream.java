package dev.aiproxy.plugin.ollama.chat;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.translate.StreamReader;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.translate.UpstreamCodec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The side towards an Ollama server. */
final class OllamaUpstream implements UpstreamCodec {
    private final TargetFacts facts;

    OllamaUpstream(TargetFacts facts) {
        this.facts = facts;
    }

    @Override
    public ObjectNode writeRequest(ChatRequest request) {
        return new RequestWriter(facts).write(request);
    }

    @Override
    public ChatResponse readResponse(JsonNode body) {
        return new ResponseReader(facts.ids()).read(body);
    }

    @Override
    public StreamReader reader() {
        return new OllamaStreamReader(facts.ids());
    }
}
