package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ToolNames;
import dev.aiproxy.api.chat.Turns;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.wire.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a request for an upstream. */
final class RequestWriter {
    private final TargetFacts facts;
    private final ToolNames names;

    RequestWriter(TargetFacts facts, ToolNames names) {
        this.facts = facts;
        this.names = names;
    }

    ObjectNode write(ChatRequest request) {
        ObjectNode body = Json.object().put("model", facts.upstreamModel());
        ArrayNode messages = body.putArray("messages");
        MessageWriter writer = new MessageWriter(new PartWriter(facts.clientFormat()), names, messages);
        Turns.arrange(request.messages()).forEach(writer::write);
        new ToolWriter(names).write(request.tooling(), body);
        SettingsWriter.write(request, body);
        if (facts.stream()) {
            body.put("stream", true).putObject("stream_options").put("include_usage", true);
        }
        return body;
    }
}
