package dev.aiproxy.testkit.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The chunks of one choice: role first, tool calls in order, one finish reason, nothing behind it. */
final class ChatChoiceCheck {

    private static final Set<String> FINISH_REASONS =
            Set.of("stop", "length", "tool_calls", "content_filter", "function_call");

    private final int index;
    private final Violations violations;
    private final List<StringBuilder> arguments = new ArrayList<>();
    private int roles;
    private @Nullable String finish;

    ChatChoiceCheck(int index, Violations violations) {
        this.index = index;
        this.violations = violations;
    }

    void chunk(JsonNode choice) {
        JsonNode delta = choice.path("delta");
        violations.require(delta.isObject(), "W-CH-3", "choice " + index + " has no delta");
        violations.require(choice.has("finish_reason"), "W-CH-3", "choice " + index + " has no finish_reason key");
        boolean usageOnly = delta.isEmpty() && !Violations.isPresent(choice.path("finish_reason"));
        violations.require(
                finish == null || usageOnly, "W-CH-5", "choice " + index + " goes on after its finish_reason");
        role(delta);
        delta.path("tool_calls").forEach(this::toolCall);
        if (Violations.isPresent(choice.path("finish_reason"))) {
            finish(choice.path("finish_reason").asString(""));
        }
    }

    private void role(JsonNode delta) {
        if (delta.has("role")) {
            roles++;
            violations.require(
                    delta.path("role").asString("").equals("assistant"), "W-CH-5", "role is " + delta.path("role"));
            violations.require(roles == 1, "W-CH-5", "choice " + index + " repeats the role");
        }
        violations.require(roles > 0, "W-CH-5", "choice " + index + " begins without the role");
    }

    private void toolCall(JsonNode call) {
        if (!violations.require(call.path("index").isInt(), "W-CH-4", "a tool call has no index")) {
            return;
        }
        int position = call.path("index").asInt();
        if (position == arguments.size()) {
            arguments.add(new StringBuilder());
            start(call);
        } else if (violations.require(
                position >= 0 && position < arguments.size(), "W-CH-4", "tool call index jumps to " + position)) {
            boolean repeated =
                    call.has("id") || call.has("type") || call.path("function").has("name");
            violations.require(!repeated, "W-CH-4", "a later delta repeats id, type or name: " + call);
        } else {
            return;
        }
        arguments.get(position).append(call.path("function").path("arguments").asString(""));
    }

    private void start(JsonNode call) {
        boolean complete = Violations.isFilled(call.path("id"))
                && call.path("type").asString("").equals("function")
                && Violations.isFilled(call.path("function").path("name"))
                && call.path("function").path("arguments").isString();
        violations.require(complete, "W-CH-4", "a first delta needs id, type, name and arguments: " + call);
    }

    private void finish(String reason) {
        violations.require(FINISH_REASONS.contains(reason), "W-CH-1", "finish_reason is '" + reason + "'");
        violations.require(finish == null, "W-CH-5", "choice " + index + " has a second finish_reason");
        violations.require(
                !reason.equals("tool_calls") || !arguments.isEmpty(),
                "W-CH-5",
                "finish_reason tool_calls without a call");
        finish = reason;
    }

    void end(boolean error) {
        if (error) {
            violations.require(finish == null, "S-ERR-4", "choice " + index + " has a finish_reason beside the error");
            return;
        }
        violations.require(finish != null, "W-CH-5", "choice " + index + " has no finish_reason");
        boolean mayBeCut = "length".equals(finish) || "content_filter".equals(finish);
        arguments.stream()
                .map(StringBuilder::toString)
                .filter(text -> !mayBeCut && !Violations.isJsonObject(text))
                .forEach(text -> violations.add("W-CH-4", "arguments are no JSON object: " + text));
    }
}
