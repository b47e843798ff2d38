package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.OpaqueState;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.api.wire.Fields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The side towards a client of chat completions. */
final class ChatClient implements ClientCodec {
    private final RequestFacts facts;
    private final Seals seals;
    private boolean usageAsked;

    ChatClient(RequestFacts facts, OpaqueState state) {
        this.facts = facts;
        this.seals = new Seals(state);
    }

    @Override
    public ChatRequest readRequest(ObjectNode body) {
        Fields fields = Fields.of(body);
        Fields options = fields.object("stream_options");
        usageAsked = options != null && Boolean.TRUE.equals(options.bool("include_usage"));
        return new RequestReader(seals).read(fields);
    }

    @Override
    public JsonNode writeResponse(ChatResponse response) {
        return new ResponseWriter(facts, seals).write(response);
    }

    @Override
    public StreamWriter writer() {
        return new ChatStreamWriter(facts, seals, usageAsked);
    }
}
