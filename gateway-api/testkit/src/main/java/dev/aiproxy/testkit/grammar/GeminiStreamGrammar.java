package dev.aiproxy.testkit.grammar;

import dev.aiproxy.testkit.sse.SseEvent;
import dev.aiproxy.testkit.sse.SseText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The stream of Gemini {@code streamGenerateContent}, as events ({@code alt=sse}) or as one JSON array: rules W-GE-4,
 * W-GE-5, W-GE-9 to W-GE-11, S-KG-1 to S-KG-5, S-ALL-3 and S-ERR-2. Usage is always part of this format, so {@link
 * StreamOption#CLIENT_ASKED_FOR_USAGE} changes nothing.
 *
 * @param options what is known about the exchange
 */
public record GeminiStreamGrammar(Set<StreamOption> options) implements StreamGrammar {

    /** Copies the options. */
    public GeminiStreamGrammar {
        options = Set.copyOf(options);
    }

    /** A checker for an exchange of which these options hold. */
    public static GeminiStreamGrammar with(StreamOption... options) {
        return new GeminiStreamGrammar(Set.of(options));
    }

    @Override
    public List<String> violations(SseText stream) {
        return new GeminiStreamCheck(options.contains(StreamOption.ENDED_WITH_ERROR), stream).run();
    }

    /** As {@link #violations(SseText)}, for the JSON array that is sent without {@code alt=sse}. */
    public List<String> violationsOfArray(String json) {
        try {
            JsonNode array = JsonMapper.shared().readTree(json);
            if (!array.isArray()) {
                return List.of("W-GE-11: the body is no JSON array: " + json);
            }
            List<SseEvent> events = new ArrayList<>();
            array.forEach(element -> events.add(SseEvent.of(element.toString())));
            return violations(events);
        } catch (JacksonException e) {
            return List.of("W-GE-11: the body is no JSON: " + json);
        }
    }
}
