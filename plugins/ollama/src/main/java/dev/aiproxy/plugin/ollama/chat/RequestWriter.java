package dev.aiproxy.plugin.ollama.chat;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.Conversations;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.wire.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the request for a server. */
final class RequestWriter {
    private final TargetFacts facts;

    RequestWriter(TargetFacts facts) {
        this.facts = facts;
    }

    ObjectNode write(ChatRequest request) {
        ObjectNode body = Json.object().put("model", facts.upstreamModel());
        ArrayNode messages = body.putArray(RequestReader.MESSAGES);
        MessageWriter writer = new MessageWriter(messages);
        Conversations.nameResults(Conversations.orderResults(request.messages()))
                .forEach(writer::write);
        ArrayNode tools = ToolWriter.write(request.tooling());
        if (!tools.isEmpty()) {
            body.set("tools", tools);
        }
        new SettingsWriter(body, facts.upstreamModel()).write(request);
        return body.put("stream", facts.stream());
    }
}
