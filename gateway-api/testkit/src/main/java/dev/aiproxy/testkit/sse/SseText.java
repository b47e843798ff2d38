package dev.aiproxy.testkit.sse;

import java.util.List;

/**
 * A whole event-stream text, taken apart.
 *
 * @param events its events, in order
 * @param comments its comment lines without the colon, in order
 * @param problems what a strict reader would object to; empty for clean text
 */
public record SseText(List<SseEvent> events, List<String> comments, List<String> problems) {

    /** Copies the lists. */
    public SseText {
        events = List.copyOf(events);
        comments = List.copyOf(comments);
        problems = List.copyOf(problems);
    }

    /** The data of all events, in order. */
    public List<String> data() {
        return events.stream().map(SseEvent::data).toList();
    }
}
