package dev.aiproxy.testkit.tck;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.chat.Tool;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.StreamReader;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.translate.UpstreamCodec;
import dev.aiproxy.api.wire.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests and answers of the format, as an upstream has them. */
final class LineUpstream implements UpstreamCodec {
    private final LineTranslator format;
    private final TargetFacts target;

    LineUpstream(LineTranslator format, TargetFacts target) {
        this.format = format;
        this.target = target;
    }

    @Override
    public ObjectNode writeRequest(ChatRequest request) {
        if (format.breaks("translator/requests-5") && request.messages().isEmpty()) {
            throw new IllegalStateException("no messages");
        }
        ObjectNode body = Json.object();
        body.put("model", format.breaks("translator/requests-4") ? "a-model" : target.upstreamModel());
        body.put("stream", target.stream());
        if (format.breaks("translator/pure-1")) {
            body.put("number", LineTranslator.next());
        }
        if (format.breaks("translator/schema-1")) {
            body.put("unknown", true);
        }
        ArrayNode turns = body.putArray("turns");
        for (Message message : request.messages()) {
            String text = format.breaks("translator/requests-3") ? message.text() + "!" : message.text();
            String role = message.role() == Role.TOOL ? "USER" : message.role().name();
            turns.addObject().put("role", role).put("text", text);
        }
        if (format.breaks("translator/requests-6")) {
            for (Tool tool : request.tooling().tools()) {
                turns.addObject().put("role", "SYSTEM").put("text", tool.toString());
            }
        }
        return body;
    }

    @Override
    public ChatResponse readResponse(JsonNode body) {
        boolean right =
                body.path("text").isString() && body.path("finish").asString("").matches("STOP|LENGTH|TOOL_CALLS");
        if (!right && !format.breaks("translator/answers-2")) {
            throw new GatewayException(ErrorCode.UPSTREAM_INVALID, "the answer is none");
        }
        List<Part> parts = new ArrayList<>();
        if (!format.breaks("translator/answers-1")) {
            parts.add(Part.Text.of(body.path("text").asString("")));
        }
        for (JsonNode call : body.path("calls")) {
            parts.add(Part.ToolCall.of(
                    call.path("id").asString("c"),
                    call.path("name").asString("f"),
                    call.path("arguments").asString("{}")));
        }
        FinishReason reason = FinishReason.valueOf(body.path("finish").asString());
        ChatResponse.Choice choice = new ChatResponse.Choice(0, parts, reason, null);
        return new ChatResponse(null, null, null, List.of(choice), usage(body));
    }

    Usage usage(JsonNode body) {
        if (!body.path("input").canConvertToLong() || format.breaks("translator/usage-1")) {
            return Usage.UNKNOWN;
        }
        return Usage.of(body.path("input").asLong(), body.path("output").asLong(0));
    }

    @Override
    public StreamReader reader() {
        return new LineReader(format, this);
    }

    /** The event of a call's line. */
    static ChatEvent call(JsonNode line) {
        int number = line.path("call").asInt();
        return line.has("id")
                ? new ChatEvent.ToolCallStart(
                        0,
                        number,
                        line.path("id").asString("c"),
                        line.path("name").asString("f"))
                : new ChatEvent.ToolCallDelta(0, number, line.path("arguments").asString(""));
    }
}
