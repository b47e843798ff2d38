package dev.aiproxy.plugin.ollama.chat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.wire.Framing;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.testkit.translate.CodecExchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An exchange of this format. */
final class Exchange extends CodecExchange {
    static final WireFormat CLAUDE = WireFormat.of("claude");

    Exchange() {
        super(new OllamaFormat(), Endpoint.post("/api/chat", Operation.CHAT), "qwen3:8b", CLAUDE);
    }

    ObjectNode write(String model, ChatRequest request) {
        TargetFacts known = target();
        return new OllamaUpstream(new TargetFacts(
                        known.provider(), model, true, known.clientFormat(), known.receivedAt(), known.ids()))
                .writeRequest(request);
    }

    List<ChatEvent> readLines(String lines, int slice) {
        return readStream(lines.getBytes(StandardCharsets.UTF_8), slice, Framing.ndjson());
    }

    List<ChatEvent> readLines(String lines) {
        return readLines(lines, Integer.MAX_VALUE);
    }

    /** The lines that a client's writer makes of these events. */
    List<JsonNode> writeLines(List<ChatEvent> events) {
        Lines lines = new Lines();
        StreamWriter writer = client().writer();
        events.forEach(event -> writer.write(event, lines));
        return lines.written;
    }

    /** Keeps what is written. */
    static final class Lines implements EventSink {
        final List<JsonNode> written = new ArrayList<>();

        @Override
        public void event(@Nullable String event, JsonNode data) {
            written.add(Json.parse(Json.bytes(data)));
        }

        @Override
        public void text(String data) {
            throw new AssertionError("a line that is no JSON");
        }
    }
}
