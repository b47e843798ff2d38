package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.ToolNames;
import dev.aiproxy.api.translate.StreamReader;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.translate.UpstreamCodec;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The side towards an upstream that speaks the Messages API. */
final class ClaudeUpstream implements UpstreamCodec {
    private static final Pattern TOOL_NAME = Pattern.compile("[a-zA-Z0-9_-]+");
    private static final int MAX_TOOL_NAME = 128;

    private final TargetFacts facts;
    private @Nullable ToolNames names;

    ClaudeUpstream(TargetFacts facts) {
        this.facts = facts;
    }

    @Override
    public ObjectNode writeRequest(ChatRequest request) {
        ToolNames fitted = ToolNames.of(request, TOOL_NAME, MAX_TOOL_NAME);
        names = fitted;
        return new RequestWriter(facts, fitted).write(request);
    }

    @Override
    public ChatResponse readResponse(JsonNode body) {
        return new ResponseReader(new AnswerBlocks(facts.ids(), names)).read(body);
    }

    @Override
    public StreamReader reader() {
        return new ClaudeStreamReader(new AnswerBlocks(facts.ids(), names));
    }
}
