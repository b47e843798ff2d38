package dev.aiproxy.testkit.grammar;

import dev.aiproxy.testkit.sse.SseEvent;
import dev.aiproxy.testkit.sse.SseText;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** One run of {@link GeminiStreamGrammar}. */
final class GeminiStreamCheck {

    private static final Set<String> FINISH_REASONS = Set.of(
            "STOP",
            "MAX_TOKENS",
            "SAFETY",
            "RECITATION",
            "LANGUAGE",
            "OTHER",
            "BLOCKLIST",
            "PROHIBITED_CONTENT",
            "SPII",
            "MALFORMED_FUNCTION_CALL",
            "IMAGE_SAFETY",
            "IMAGE_PROHIBITED_CONTENT",
            "IMAGE_OTHER",
            "IMAGE_RECITATION",
            "NO_IMAGE",
            "UNEXPECTED_TOOL_CALL",
            "TOO_MANY_TOOL_CALLS",
            "MISSING_THOUGHT_SIGNATURE");
    private static final List<String> PAYLOADS = List.of(
            "text",
            "inlineData",
            "fileData",
            "functionCall",
            "functionResponse",
            "executableCode",
            "codeExecutionResult");

    private final boolean errorExpected;
    private final SseText stream;
    private final Violations violations;
    private final Map<Integer, String> finishes = new TreeMap<>();
    private final Set<Integer> candidates = new HashSet<>();
    private final Set<String> callIds = new HashSet<>();
    private boolean blocked;
    private boolean usageSeen;
    private boolean usageOnLast;
    private int errors;

    GeminiStreamCheck(boolean errorExpected, SseText stream) {
        this.errorExpected = errorExpected;
        this.stream = stream;
        this.violations = new Violations(stream);
    }

    List<String> run() {
        for (int i = 0; i < stream.events().size(); i++) {
            violations.at(i);
            event(stream.events().get(i));
        }
        violations.atEnd();
        end();
        return violations.list();
    }

    private void event(SseEvent event) {
        violations.require(event.event() == null, "W-GE-11", "has an event: line '" + event.event() + "'");
        JsonNode chunk = violations.object(event, "W-GE-11");
        if (chunk == null) {
            return;
        }
        violations.require(errors == 0, "S-ALL-3", "comes after the error");
        if (chunk.has("error")) {
            error(chunk.path("error"));
            return;
        }
        blocked |= Violations.isFilled(chunk.path("promptFeedback").path("blockReason"));
        chunk.path("candidates").forEach(this::candidate);
        usage(chunk.path("usageMetadata"));
    }

    private void error(JsonNode error) {
        errors++;
        violations.require(errorExpected, "S-ALL-3", "is an error that was not expected: " + error);
        boolean whole = error.path("code").isInt()
                && error.path("message").isString()
                && Violations.isFilled(error.path("status"));
        violations.require(whole, "S-ERR-2", "an error has code, message and status: " + error);
    }

    private void candidate(JsonNode candidate) {
        int index = candidate.path("index").asInt(0);
        candidates.add(index);
        JsonNode content = candidate.path("content");
        violations.require(
                !finishes.containsKey(index) || content.path("parts").isEmpty(),
                "S-ALL-3",
                "candidate " + index + " goes on after its finishReason");
        if (Violations.isPresent(content)) {
            violations.require(
                    content.path("role").asString("").equals("model"), "S-KG-3", "role is " + content.path("role"));
            content.path("parts").forEach(this::part);
        }
        if (Violations.isPresent(candidate.path("finishReason"))) {
            finish(index, candidate.path("finishReason").asString(""));
        }
    }

    private void part(JsonNode part) {
        violations.require(PAYLOADS.stream().anyMatch(part::has), "W-GE-5", "a part without data: " + part);
        JsonNode call = part.path("functionCall");
        if (!call.isObject()) {
            return;
        }
        violations.require(Violations.isFilled(call.path("name")), "S-KG-2", "a call without a name: " + call);
        violations.require(!call.has("args") || call.path("args").isObject(), "W-GE-4", "args is no object: " + call);
        violations.require(
                !call.path("id").isString() || callIds.add(call.path("id").asString()),
                "R-ALL-2",
                "a call id occurs twice: " + call);
    }

    private void finish(int index, String reason) {
        violations.require(FINISH_REASONS.contains(reason), "W-GE-9", "finishReason is '" + reason + "'");
        violations.require(
                finishes.put(index, reason) == null, "S-ALL-3", "candidate " + index + " has a second finishReason");
    }

    private void usage(JsonNode usage) {
        usageOnLast = usage.isObject();
        usageSeen |= usageOnLast;
        if (!usage.has("totalTokenCount")) {
            return;
        }
        long sum = List.of("promptTokenCount", "candidatesTokenCount", "thoughtsTokenCount", "toolUsePromptTokenCount")
                .stream()
                .mapToLong(field -> usage.path(field).asLong(0))
                .sum();
        violations.require(usage.path("totalTokenCount").asLong() == sum, "W-GE-10", "usage does not add up: " + usage);
    }

    private void end() {
        if (errorExpected) {
            violations.require(errors == 1, "S-ERR-2", "expected one error, saw " + errors);
            violations.require(finishes.isEmpty(), "S-ERR-4", "finishReason beside the error");
            return;
        }
        violations.require(blocked || !candidates.isEmpty(), "S-ALL-4", "no candidate at all");
        candidates.stream()
                .filter(index -> !finishes.containsKey(index))
                .forEach(index -> violations.add("W-GE-11", "candidate " + index + " has no finishReason"));
        violations.require(!usageSeen || usageOnLast, "W-GE-11", "usage is not on the last chunk");
    }
}
