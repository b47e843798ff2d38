package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.ChatCollector;
import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.translate.IdSource;
import dev.aiproxy.api.translate.OpaqueState;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.StreamReader;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.wire.FrameDecoder;
import dev.aiproxy.api.wire.Framing;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What surrounds a codec in the gateway, with numbered ids and a fixed clock. */
final class Exchange {
    static final WireFormat CLAUDE = WireFormat.of("claude");

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    final OpaqueState state = new MapState();
    private int lastId;

    RequestFacts facts(Map<String, String> query) {
        return new RequestFacts(
                "req-1",
                Endpoint.post("/v1beta/models/{model}:streamGenerateContent", Operation.CHAT),
                "asked-model",
                true,
                Map.of(),
                query,
                Headers.none(),
                NOW,
                ids());
    }

    TargetFacts target(String model) {
        return new TargetFacts("test", model, false, CLAUDE, NOW, ids());
    }

    private IdSource ids() {
        return prefix -> prefix + ++lastId;
    }

    GeminiClient client() {
        return new GeminiClient(facts(Map.of("alt", "sse")), state);
    }

    ChatRequest read(String body) {
        return client().readRequest((ObjectNode) Json.parse(body));
    }

    ObjectNode write(String model, ChatRequest request) {
        return upstream(model).writeRequest(request);
    }

    GeminiUpstream upstream() {
        return upstream("gemini-3-pro-preview");
    }

    GeminiUpstream upstream(String model) {
        return new GeminiUpstream(target(model));
    }

    ChatResponse readResponse(String body) {
        return upstream().readResponse(Json.parse(body));
    }

    List<ChatEvent> readStream(String body) {
        return readStream(body.getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE);
    }

    /** The events of a stream that arrives in slices of this many bytes. */
    List<ChatEvent> readStream(byte[] body, int slice) {
        List<ChatEvent> events = new ArrayList<>();
        StreamReader reader = upstream().reader();
        boolean array = body.length > 0 && body[0] == '[';
        FrameDecoder decoder = (array ? Framing.jsonArray() : Framing.sse()).decoder(1 << 20);
        for (int from = 0; from < body.length; from += Math.min(slice, body.length)) {
            int length = Math.min(slice, body.length - from);
            decoder.feed(ByteBuffer.wrap(body, from, length), frame -> reader.read(frame, events::add));
        }
        decoder.end(frame -> reader.read(frame, events::add));
        reader.end(events::add);
        return events;
    }

    ChatResponse collectStream(String body) {
        ChatCollector collector = new ChatCollector();
        readStream(body).forEach(collector);
        return collector.response();
    }

    /** The client's stream for these events, as event-stream text. */
    String writeStream(List<ChatEvent> events) {
        SseSink sink = new SseSink();
        StreamWriter writer = client().writer();
        events.forEach(event -> writer.write(event, sink));
        return sink.text.toString();
    }

    static String sse(String... data) {
        StringBuilder text = new StringBuilder();
        for (String payload : data) {
            text.append("data: ").append(payload).append("\n\n");
        }
        return text.toString();
    }

    /** Renders events at once, as the gateway does. */
    static final class SseSink implements EventSink {
        final StringBuilder text = new StringBuilder();

        @Override
        public void event(@Nullable String event, JsonNode data) {
            text.append(event == null ? "" : "event: " + event + "\n");
            text(Json.text(data));
        }

        @Override
        public void text(String data) {
            text.append("data: ").append(data).append("\n\n");
        }
    }

    private static final class MapState implements OpaqueState {
        private final Map<String, String> values = new HashMap<>();

        @Override
        public void put(String key, String value) {
            values.put(key, value);
        }

        @Override
        public Optional<String> get(String key) {
            return Optional.ofNullable(values.get(key));
        }
    }
}
