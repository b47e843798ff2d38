package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.OpaqueState;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.api.wire.Fields;
import dev.aiproxy.api.wire.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The side towards a client of the Responses API. */
final class ResponsesClient implements ClientCodec {
    private final RequestFacts facts;
    private final Seals seals;
    private Echo echo;

    ResponsesClient(RequestFacts facts, OpaqueState state) {
        this.facts = facts;
        this.seals = new Seals(state);
        this.echo = new Echo(facts, Json.object());
    }

    @Override
    public ChatRequest readRequest(ObjectNode body) {
        echo = new Echo(facts, body);
        return new RequestReader(seals).read(Fields.of(body));
    }

    @Override
    public JsonNode writeResponse(ChatResponse response) {
        return new ResponseWriter(new ResponsesStreamWriter(echo, seals)).write(response);
    }

    @Override
    public StreamWriter writer() {
        return new ResponsesStreamWriter(echo, seals);
    }
}
