package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.ChatCollector;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.ToolNames;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.StreamReader;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.translate.UpstreamCodec;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The side towards an upstream that speaks {@code generateContent}. */
final class GeminiUpstream implements UpstreamCodec {
    private static final Pattern TOOL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_.:-]*");

    private final TargetFacts facts;
    private @Nullable ToolNames names;

    GeminiUpstream(TargetFacts facts) {
        this.facts = facts;
    }

    @Override
    public ObjectNode writeRequest(ChatRequest request) {
        Model model = Model.of(facts.upstreamModel());
        ToolNames fitted = ToolNames.of(request, TOOL_NAME, model.maxToolName());
        names = fitted;
        return new RequestWriter(model, fitted).write(request);
    }

    @Override
    public ChatResponse readResponse(JsonNode body) {
        if (!body.isObject() || !(body.has("candidates") || body.has("promptFeedback") || body.has("usageMetadata"))) {
            throw new GatewayException(
                    ErrorCode.UPSTREAM_INVALID, "the provider's answer is no generateContent answer");
        }
        ChatCollector collector = new ChatCollector();
        GeminiStreamReader reader = new GeminiStreamReader(calls());
        reader.chunk(body, collector);
        reader.end(collector);
        return collector.response();
    }

    @Override
    public StreamReader reader() {
        return new GeminiStreamReader(calls());
    }

    private Calls calls() {
        return new Calls(facts.ids(), names);
    }
}
