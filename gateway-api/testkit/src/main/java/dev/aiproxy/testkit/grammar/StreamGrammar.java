package dev.aiproxy.testkit.grammar;

import dev.aiproxy.testkit.sse.SseEvent;
import dev.aiproxy.testkit.sse.SseParser;
import dev.aiproxy.testkit.sse.SseText;
import java.util.List;

/** Checks a whole stream, as a client received it, against the grammar of a wire format. Stateless. */
public interface StreamGrammar {

    /** What the stream does wrong, in order; each text begins with the id of the broken rule. Empty when it is legal. */
    List<String> violations(SseText stream);

    /** As {@link #violations(SseText)}, for stream text. */
    default List<String> violations(String stream) {
        return violations(SseParser.parse(stream));
    }

    /** As {@link #violations(SseText)}, for events without their text. */
    default List<String> violations(List<SseEvent> events) {
        return violations(new SseText(events, List.of(), List.of()));
    }

    /**
     * Passes for a legal stream.
     *
     * @throws AssertionError with all violations and the stream's events
     */
    default void assertLegal(SseText stream) {
        List<String> violations = violations(stream);
        if (!violations.isEmpty()) {
            StringBuilder text = new StringBuilder("not a legal stream:\n  " + String.join("\n  ", violations));
            stream.events().forEach(event -> text.append("\n    ").append(event));
            throw new AssertionError(text.toString());
        }
    }

    /** As {@link #assertLegal(SseText)}, for stream text. */
    default void assertLegal(String stream) {
        assertLegal(SseParser.parse(stream));
    }

    /** As {@link #assertLegal(SseText)}, for events without their text. */
    default void assertLegal(List<SseEvent> events) {
        assertLegal(new SseText(events, List.of(), List.of()));
    }
}
