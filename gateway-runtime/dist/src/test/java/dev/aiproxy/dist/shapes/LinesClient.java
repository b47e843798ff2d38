package dev.aiproxy.dist.shapes;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.api.wire.Framing;
import dev.aiproxy.api.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The side towards a client that speaks lines. */
final class LinesClient implements ClientCodec {
    @Override
    public ChatRequest readRequest(ObjectNode body) {
        List<Message> messages = new ArrayList<>();
        for (JsonNode turn : body.path("turns")) {
            Role role = Role.valueOf(turn.path("who").asString().toUpperCase(Locale.ROOT));
            messages.add(Message.text(role, turn.path("say").asString()));
        }
        return ChatRequest.of(messages);
    }

    @Override
    public JsonNode writeResponse(ChatResponse response) {
        return done(response.usage()).put("say", response.first().text());
    }

    @Override
    public StreamWriter writer() {
        return new Writer();
    }

    @Override
    public Framing framing() {
        return Framing.ndjson();
    }

    private static ObjectNode done(Usage usage) {
        return Json.object().put("done", "stop").put("in", usage.inputTokens()).put("out", usage.outputTokens());
    }

    static final class Writer implements StreamWriter {
        private Usage usage = Usage.UNKNOWN;

        @Override
        public void write(ChatEvent event, EventSink sink) {
            if (event instanceof ChatEvent.TextDelta delta) {
                sink.event(null, Json.object().put("say", delta.text()));
            } else if (event instanceof ChatEvent.UsageReport report) {
                usage = usage.updatedBy(report.usage());
            } else if (event instanceof ChatEvent.End) {
                sink.event(null, done(usage));
            }
        }

        @Override
        public void fail(GatewayError error, EventSink sink) {
            sink.event(null, Json.object().put("oops", error.message()));
        }
    }
}
