package dev.aiproxy.testkit.digest;

import dev.aiproxy.testkit.sse.SseEvent;
import dev.aiproxy.testkit.sse.SseParser;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the {@link Digest} of an answer in each wire format, streamed or not. A plain second reading, for tests. */
public enum Digests {
    /** OpenAI Chat Completions. */
    CHAT,
    /** OpenAI Responses. */
    RESPONSES,
    /** Anthropic Messages. */
    CLAUDE,
    /** Gemini generateContent. */
    GEMINI;

    /** The digest of a response body: a JSON object, a JSON array of chunks, or an event stream. */
    public Digest ofBody(String body) {
        String text = body.strip();
        if (text.startsWith("{")) {
            return ofElements(List.of(JsonMapper.shared().readTree(text)));
        }
        if (text.startsWith("[")) {
            List<JsonNode> elements = new ArrayList<>();
            JsonMapper.shared().readTree(text).forEach(elements::add);
            return ofElements(elements);
        }
        return ofStream(text);
    }

    /** The digest of these events. */
    public Digest ofEvents(List<SseEvent> events) {
        return ofElements(elements(events));
    }

    /** The digest of chunks or of one whole answer, as trees. */
    public Digest ofElements(List<JsonNode> elements) {
        Reading reading = reading();
        elements.forEach(reading::add);
        return reading.digest();
    }

    private Reading reading() {
        return switch (this) {
            case CHAT -> new ChatReading();
            case RESPONSES -> new ResponsesReading();
            case CLAUDE -> new ClaudeReading();
            case GEMINI -> new GeminiReading();
        };
    }

    private Digest ofStream(String text) {
        int bareObject = text.indexOf("\n{");
        String stream = bareObject < 0 ? text : text.substring(0, bareObject);
        List<JsonNode> elements = elements(SseParser.parse(stream + "\n\n").events());
        if (bareObject >= 0) {
            elements.add(JsonMapper.shared().readTree(text.substring(bareObject)));
        }
        return ofElements(elements);
    }

    private static List<JsonNode> elements(List<SseEvent> events) {
        List<JsonNode> elements = new ArrayList<>();
        for (SseEvent event : events) {
            if (!event.isDone()) {
                elements.add(JsonMapper.shared().readTree(event.data()));
            }
        }
        return elements;
    }

    /** One answer being read. */
    interface Reading {
        void add(JsonNode element);

        Digest digest();
    }
}
