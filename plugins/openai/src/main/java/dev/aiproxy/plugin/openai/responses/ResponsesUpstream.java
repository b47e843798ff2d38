package dev.aiproxy.plugin.openai.responses;

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

/** The side towards an upstream that speaks Responses. */
final class ResponsesUpstream implements UpstreamCodec {
    private static final Pattern TOOL_NAME = Pattern.compile("[a-zA-Z0-9_-]+");
    private static final int MAX_TOOL_NAME = 64;

    private final TargetFacts facts;
    private @Nullable ToolNames names;

    ResponsesUpstream(TargetFacts facts) {
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
        return new ResponseReader(output()).read(body);
    }

    @Override
    public StreamReader reader() {
        return new ResponsesStreamReader(output());
    }

    private OutputReader output() {
        return new OutputReader(facts.ids(), names);
    }
}
