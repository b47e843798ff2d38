package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.OpaqueState;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.api.wire.Fields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The side towards a client of the Messages API. */
final class ClaudeClient implements ClientCodec {
    private final RequestFacts facts;
    private final Memory memory;

    ClaudeClient(RequestFacts facts, OpaqueState state) {
        this.facts = facts;
        this.memory = new Memory(state);
    }

    @Override
    public ChatRequest readRequest(ObjectNode body) {
        return new RequestReader(memory).read(Fields.of(body));
    }

    @Override
    public JsonNode writeResponse(ChatResponse response) {
        return new ResponseWriter(facts, memory).write(response);
    }

    @Override
    public StreamWriter writer() {
        return new ClaudeStreamWriter(facts, memory);
    }
}
