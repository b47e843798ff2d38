package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.Conversations;
import dev.aiproxy.api.chat.ToolChoice;
import dev.aiproxy.api.chat.ToolNames;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.wire.Fields;
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
        Conversations.Split split = Conversations.split(request.messages());
        MessageWriter writer = new MessageWriter(new BlockWriter(facts.clientFormat(), names));
        ArrayNode messages = writer.messages(split.turns());
        if (messages.isEmpty()) {
            throw Fields.wrong("messages", "must hold something said by the user");
        }
        ModelKind model = ModelKind.of(facts.upstreamModel());
        Thinking thinking = Thinking.of(
                request.reasoning(),
                request.output().maxTokens(),
                model,
                !isForced(request) && MessageWriter.bearsManualThinking(messages));
        ObjectNode body = Json.object().put("model", facts.upstreamModel()).put("max_tokens", thinking.maxTokens());
        writer.system(split.instructions()).ifPresent(system -> body.set("system", system));
        body.set("messages", messages);
        new ToolWriter(facts.clientFormat(), names).write(request, body);
        new SettingsWriter(body, model, facts.clientFormat()).write(request, thinking);
        if (facts.stream()) {
            body.put("stream", true);
        }
        return body;
    }

    private static boolean isForced(ChatRequest request) {
        ToolChoice choice = request.tooling().choice();
        return choice instanceof ToolChoice.Required
                || choice instanceof ToolChoice.Named
                || (choice instanceof ToolChoice.Allowed allowed && allowed.required());
    }
}
