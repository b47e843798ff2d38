package dev.aiproxy.testkit.grammar;

import dev.aiproxy.testkit.sse.SseEvent;
import dev.aiproxy.testkit.sse.SseText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Collects violations and knows at which event the check stands. */
final class Violations {

    private final List<String> found = new ArrayList<>();
    private int event = -1;

    Violations(SseText stream) {
        stream.problems().forEach(problem -> found.add("S-ALL-1: " + problem));
    }

    void at(int index) {
        event = index;
    }

    void atEnd() {
        event = -1;
    }

    void add(String fact, String what) {
        found.add(fact + (event < 0 ? ": " : " at event " + event + ": ") + what);
    }

    /** Adds the violation unless the rule holds; returns whether it does. */
    boolean require(boolean holds, String fact, String what) {
        if (!holds) {
            add(fact, what);
        }
        return holds;
    }

    /** The event's data as an object; null, with a violation, when it is none. */
    @Nullable
    JsonNode object(SseEvent sse, String fact) {
        JsonNode json = sse.json();
        if (json == null || !json.isObject()) {
            add(fact, "data is no JSON object: " + sse.data());
            return null;
        }
        return json;
    }

    List<String> list() {
        return List.copyOf(found);
    }

    static boolean isJsonObject(String text) {
        try {
            return JsonMapper.shared().readTree(text).isObject();
        } catch (JacksonException e) {
            return false;
        }
    }

    static boolean isPresent(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }

    static boolean isFilled(JsonNode node) {
        return node.isString() && !node.asString().isEmpty();
    }
}
