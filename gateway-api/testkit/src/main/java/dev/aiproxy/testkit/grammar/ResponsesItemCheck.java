package dev.aiproxy.testkit.grammar;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One item: events in order, deltas that add up to what their end repeats. */
final class ResponsesItemCheck {

    private static final Map<String, Set<String>> PAYLOADS = Map.of(
            "message",
                    Set.of(
                            "response.content_part",
                            "response.output_text",
                            "response.refusal",
                            "response.output_text.annotation"),
            "function_call", Set.of("response.function_call_arguments"),
            "custom_tool_call", Set.of("response.custom_tool_call_input"),
            "reasoning",
                    Set.of(
                            "response.reasoning_summary_part",
                            "response.reasoning_summary_text",
                            "response.reasoning_text"));
    private static final Map<String, String> WHOLES = Map.of(
            "response.output_text", "text",
            "response.refusal", "refusal",
            "response.reasoning_summary_text", "text",
            "response.reasoning_text", "text",
            "response.function_call_arguments", "arguments",
            "response.custom_tool_call_input", "input");

    private final Violations violations;
    private final String id;
    private final String type;
    private final Map<String, StringBuilder> deltas = new HashMap<>();
    private @Nullable String openPart;
    private int nextPart;
    private JsonNode done = JsonMapper.shared().missingNode();

    ResponsesItemCheck(Violations violations, JsonNode added) {
        this.violations = violations;
        this.id = added.path("id").asString("");
        this.type = added.path("type").asString("");
        violations.require(!id.isEmpty() && !type.isEmpty(), "W-RS-3", "an item without id or type: " + added);
        boolean empty = added.path("content").isEmpty()
                && added.path("summary").isEmpty()
                && added.path("arguments").asString("").isEmpty();
        violations.require(empty, "W-RS-6", "an item begins empty: " + added);
        if (type.equals("function_call")) {
            boolean named = Violations.isFilled(added.path("call_id")) && Violations.isFilled(added.path("name"));
            violations.require(named, "W-RS-4", "a call without call_id or name: " + added);
            violations.require(!added.path("call_id").asString("").equals(id), "W-RS-4", "call_id is the item's id");
        }
    }

    void event(String event, JsonNode data) {
        violations.require(done.isMissingNode(), "W-RS-6", event + " comes after output_item.done");
        if (event.equals("response.output_item.done")) {
            finish(data.path("item"));
            return;
        }
        violations.require(
                data.path("item_id").asString("").equals(id), "S-xR-2", "item_id is " + data.path("item_id"));
        int dot = event.lastIndexOf('.');
        String kind = event.substring(0, dot);
        violations.require(
                PAYLOADS.getOrDefault(type, Set.of(kind)).contains(kind), "W-RS-6", event + " in an item " + type);
        switch (event.substring(dot + 1)) {
            case "added" -> begin(kind, data);
            case "delta" -> delta(kind, data);
            default -> complete(kind, data);
        }
    }

    private void begin(String kind, JsonNode data) {
        if (kind.endsWith("_part")) {
            violations.require(openPart == null, "W-RS-6", "a part begins before the last one is done");
            int index = part(data);
            violations.require(index == nextPart, "S-xR-1", "the part's index is " + index + ", not " + nextPart);
            openPart = kind;
        }
    }

    private static int part(JsonNode data) {
        return data.path(data.has("summary_index") ? "summary_index" : "content_index")
                .asInt(-1);
    }

    private void delta(String kind, JsonNode data) {
        requirePart(kind, data);
        logprobs(kind, data);
        deltas.computeIfAbsent(key(kind, data), key -> new StringBuilder())
                .append(data.path("delta").asString(""));
    }

    private void requirePart(String kind, JsonNode data) {
        boolean inPart = data.has("content_index") || data.has("summary_index");
        boolean reasoningText = kind.equals("response.reasoning_text");
        if (inPart && !reasoningText) {
            violations.require(openPart != null, "W-RS-6", kind + " outside a part");
            violations.require(part(data) == nextPart, "W-RS-6", kind + " is about part " + part(data));
        }
    }

    private void logprobs(String kind, JsonNode data) {
        if (kind.equals("response.output_text")) {
            violations.require(data.path("logprobs").isArray(), "W-RS-7", "logprobs is " + data.path("logprobs"));
        }
    }

    private static String key(String kind, JsonNode data) {
        return kind + part(data);
    }

    private void complete(String kind, JsonNode data) {
        requirePart(kind, data);
        String whole = WHOLES.get(kind);
        if (whole != null) {
            logprobs(kind, data);
            StringBuilder sent = deltas.remove(key(kind, data));
            String text = sent == null ? "" : sent.toString();
            violations.require(
                    data.path(whole).asString("").equals(text),
                    "W-RS-7",
                    kind + " is done with " + data.path(whole) + " after deltas of '" + text + "'");
        } else if (kind.endsWith("_part")) {
            openPart = null;
            nextPart++;
        }
    }

    private void finish(JsonNode item) {
        done = item;
        violations.require(
                item.path("id").asString("").equals(id), "S-xR-2", "the item's id changed to " + item.path("id"));
        violations.require(item.path("type").asString("").equals(type), "W-RS-6", "the item's type changed");
        violations.require(openPart == null, "W-RS-6", "an item is done before its part");
        violations.require(deltas.isEmpty(), "W-RS-6", "an item is done before its content: " + deltas.keySet());
    }

    void requireDone() {
        violations.require(!done.isMissingNode(), "S-xR-3", "item " + id + " is not done");
    }

    JsonNode item() {
        return done;
    }
}
