package dev.aiproxy.testkit.sse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One server-sent event.
 *
 * @param event the value of its {@code event:} line, or null when it had none
 * @param data its {@code data:} lines joined with {@code \n}
 */
public record SseEvent(@Nullable String event, String data) {

    /** The data of the event that ends an OpenAI Chat stream. */
    public static final String DONE = "[DONE]";

    /** An event without a name. */
    public static SseEvent of(String data) {
        return new SseEvent(null, data);
    }

    /** Events named after the {@code type} member of their JSON data, as Anthropic and OpenAI Responses send them. */
    public static List<SseEvent> typed(List<String> jsonData) {
        List<SseEvent> events = new ArrayList<>();
        for (String data : jsonData) {
            events.add(
                    new SseEvent(JsonMapper.shared().readTree(data).path("type").asString(""), data));
        }
        return events;
    }

    /** Whether the data is {@code [DONE]}. */
    public boolean isDone() {
        return data.strip().equals(DONE);
    }

    /** The data as a JSON tree; null when it is none. */
    public @Nullable JsonNode json() {
        try {
            return JsonMapper.shared().readTree(data);
        } catch (JacksonException e) {
            return null;
        }
    }

    /** This event as text, blank line included. */
    public String render() {
        String name = event == null ? "" : "event: " + event + "\n";
        return name + "data: " + data.replace("\n", "\ndata: ") + "\n\n";
    }
}
