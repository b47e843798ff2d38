package dev.aiproxy.testkit.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The content blocks of one message: numbered from 0, one open at a time, deltas that fit. */
final class ClaudeBlocksCheck {

    private static final Map<String, Set<String>> DELTAS = Map.of(
            "text", Set.of("text_delta", "citations_delta"),
            "tool_use", Set.of("input_json_delta"),
            "server_tool_use", Set.of("input_json_delta"),
            "thinking", Set.of("thinking_delta", "signature_delta"),
            "redacted_thinking", Set.of());
    private static final Map<String, String> PAYLOADS = Map.of(
            "text_delta", "text",
            "input_json_delta", "partial_json",
            "thinking_delta", "thinking",
            "signature_delta", "signature");

    private final Violations violations;
    private final List<StringBuilder> inputs = new ArrayList<>();
    private int next;
    private @Nullable String open;
    private boolean signed;

    ClaudeBlocksCheck(Violations violations) {
        this.violations = violations;
    }

    void start(JsonNode data) {
        requireClosed("the next content_block_start");
        violations.require(
                data.path("index").asInt(-1) == next, "W-CL-7", "index is " + data.path("index") + ", not " + next);
        JsonNode block = data.path("content_block");
        open = block.path("type").asString("");
        signed = false;
        switch (open) {
            case "text" -> shape(block, block.path("text").asString("-").isEmpty());
            case "thinking" -> shape(block, block.path("thinking").asString("-").isEmpty());
            case "redacted_thinking" -> shape(block, Violations.isFilled(block.path("data")));
            case "tool_use" -> tool(block);
            default -> violations.require(!open.isEmpty(), "W-CL-8", "a block has no type");
        }
    }

    private void tool(JsonNode block) {
        inputs.add(new StringBuilder());
        shape(block, block.path("input").isObject() && block.path("input").isEmpty());
        violations.require(
                block.path("id").asString("").matches("[a-zA-Z0-9_-]+"), "W-CL-4", "tool id is " + block.path("id"));
        violations.require(
                block.path("name").asString("").matches("[a-zA-Z0-9_-]{1,128}"),
                "W-CL-4",
                "tool name is " + block.path("name"));
    }

    private void shape(JsonNode block, boolean right) {
        violations.require(right, "W-CL-8", "a block starts empty and whole: " + block);
    }

    void delta(JsonNode data) {
        if (open == null) {
            violations.add("W-CL-7", "a delta outside a block");
            return;
        }
        requireIndex(data);
        JsonNode delta = data.path("delta");
        String type = delta.path("type").asString("");
        violations.require(
                DELTAS.getOrDefault(open, Set.of(type)).contains(type), "W-CL-8", type + " in a block " + open);
        String payload = PAYLOADS.get(type);
        violations.require(
                payload == null || delta.path(payload).isString(), "W-CL-8", "a delta without its text: " + delta);
        violations.require(!signed, "W-CL-8", "a delta comes after signature_delta");
        signed = type.equals("signature_delta");
        if (open.equals("tool_use") && !inputs.isEmpty()) {
            inputs.get(inputs.size() - 1).append(delta.path("partial_json").asString(""));
        }
    }

    void stop(JsonNode data) {
        if (open == null) {
            violations.add("W-CL-7", "content_block_stop outside a block");
            return;
        }
        requireIndex(data);
        open = null;
        next++;
    }

    private void requireIndex(JsonNode data) {
        violations.require(
                data.path("index").asInt(-1) == next, "W-CL-7", "index is " + data.path("index") + ", open is " + next);
    }

    void requireClosed(String when) {
        violations.require(open == null, "W-CL-7", "block " + next + " is still open at " + when);
    }

    boolean hasTool() {
        return !inputs.isEmpty();
    }

    void checkInputs(boolean mayBeCut) {
        inputs.stream()
                .map(StringBuilder::toString)
                .filter(text -> !mayBeCut && !text.isEmpty() && !Violations.isJsonObject(text))
                .forEach(text -> violations.add("W-CL-9", "tool input is no JSON object: " + text));
    }
}
