package dev.aiproxy.testkit.tck;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.api.wire.Framing;
import dev.aiproxy.api.wire.Json;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code {"turns":[{"role":"USER","text":…}]}} and its answers. */
final class LineClient implements ClientCodec {
    private final LineTranslator format;

    LineClient(LineTranslator format) {
        this.format = format;
    }

    @Override
    public ChatRequest readRequest(ObjectNode body) {
        if (format.breaks("translator/requests-1")) {
            body.remove("turns");
            return ChatRequest.of(List.of(Message.text(Role.USER, "?")));
        }
        if (!(body.path("turns") instanceof ArrayNode turns) && !format.breaks("translator/requests-2")) {
            String quoted = format.breaks("translator/secrets-1") ? body.toString() : "turns";
            throw GatewayException.invalid("turns", quoted + " must be a list");
        }
        if (format.breaks("translator/secrets-1")) {
            LoggerFactory.getLogger(LineClient.class).debug("asked {}", body);
        }
        List<Message> messages = new ArrayList<>();
        for (JsonNode turn : (ArrayNode) body.path("turns")) {
            messages.add(turn(turn));
        }
        return ChatRequest.of(messages);
    }

    private static Message turn(JsonNode turn) {
        String role = turn.path("role").asString("");
        if (!role.matches("SYSTEM|DEVELOPER|USER|ASSISTANT")) {
            throw GatewayException.invalid("turns", "a turn needs a role");
        }
        return Message.text(Role.valueOf(role), turn.path("text").asString(""));
    }

    @Override
    public JsonNode writeResponse(ChatResponse response) {
        ChatResponse.Choice choice = response.first();
        ObjectNode answer = Json.object();
        answer.put("text", format.breaks("translator/answers-3") ? choice.text() + " " : choice.text());
        ArrayNode calls = answer.putArray("calls");
        for (Part part : choice.parts()) {
            if (part instanceof Part.ToolCall call) {
                calls.addObject().put("id", call.id()).put("name", call.name()).put("arguments", call.arguments());
            }
        }
        answer.put("finish", choice.finishReason().name());
        return usage(answer, response.usage());
    }

    private static ObjectNode usage(ObjectNode node, Usage usage) {
        return node.put("input", usage.inputTokens()).put("output", usage.outputTokens());
    }

    @Override
    public Framing framing() {
        return Framing.ndjson();
    }

    @Override
    public StreamWriter writer() {
        return new Writer();
    }

    private final class Writer implements StreamWriter {
        @Override
        public void write(ChatEvent event, EventSink sink) {
            if (event instanceof ChatEvent.TextDelta delta && !format.breaks("translator/streams-4")) {
                sink.event(null, Json.object().put("text", delta.text()));
            } else if (event instanceof ChatEvent.ToolCallStart start) {
                ObjectNode call = Json.object().put("call", start.call());
                sink.event(null, call.put("id", start.id()).put("name", start.name()));
            } else if (event instanceof ChatEvent.ToolCallDelta delta) {
                sink.event(null, Json.object().put("call", delta.call()).put("arguments", delta.arguments()));
            } else if (event instanceof ChatEvent.Finish finish) {
                sink.event(null, Json.object().put("finish", finish.reason().name()));
            } else if (event instanceof ChatEvent.UsageReport report) {
                sink.event(null, usage(Json.object(), report.usage()));
            } else if (event instanceof ChatEvent.End) {
                sink.event(null, Json.object().put("done", true));
                if (format.breaks("translator/grammar-1")) {
                    sink.event(null, Json.object().put("done", true));
                }
            }
        }

        @Override
        public void fail(GatewayError error, EventSink sink) {
            String end = format.breaks("translator/errors-4") ? "done" : "error";
            sink.event(null, Json.object().put(end, error.message()));
        }
    }
}
