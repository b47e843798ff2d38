package dev.aiproxy.testkit.grammar;

import dev.aiproxy.testkit.sse.SseEvent;
import dev.aiproxy.testkit.sse.SseText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** One run of {@link ResponsesStreamGrammar}. */
final class ResponsesStreamCheck {

    private static final List<String> REQUIRED = List.of(
            "id",
            "object",
            "created_at",
            "error",
            "incomplete_details",
            "instructions",
            "model",
            "tools",
            "output",
            "parallel_tool_calls",
            "metadata",
            "tool_choice",
            "temperature",
            "top_p",
            "status");
    private static final Set<String> TERMINALS = Set.of("response.completed", "response.incomplete", "response.failed");
    private static final Set<String> REASONS = Set.of("max_output_tokens", "content_filter");

    private final boolean errorExpected;
    private final SseText stream;
    private final Violations violations;
    private final Map<Integer, ResponsesItemCheck> items = new TreeMap<>();
    private @Nullable String id;
    private @Nullable String terminal;
    private int count;
    private int errors;

    ResponsesStreamCheck(boolean errorExpected, SseText stream) {
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
        violations.require(terminal == null, "S-ALL-3", "comes after " + terminal);
        JsonNode data = violations.object(event, "W-RS-5");
        if (data == null) {
            return;
        }
        String type = data.path("type").asString("");
        violations.require(
                type.equals(event.event()), "W-RS-5", "event: " + event.event() + " names data of type " + type);
        JsonNode number = data.path("sequence_number");
        violations.require(number.asInt(-1) == count, "W-RS-5", "sequence_number is " + number + ", not " + count);
        order(type);
        count++;
        dispatch(type, data);
    }

    private void order(String type) {
        if (count == 0) {
            violations.require(type.equals("response.created"), "W-RS-6", "begins with " + type);
        } else if (count == 1) {
            violations.require(type.equals("response.in_progress"), "W-RS-6", "second is " + type);
        }
    }

    private void dispatch(String type, JsonNode data) {
        switch (type) {
            case "response.created", "response.in_progress" -> begun(data.path("response"));
            case "response.completed", "response.incomplete", "response.failed" -> terminal(type, data);
            case "error" -> error(data);
            case "response.output_item.added" -> added(data);
            default -> item(type, data);
        }
    }

    private void begun(JsonNode response) {
        response(response, "in_progress");
        violations.require(response.path("output").isEmpty(), "W-RS-6", "begins with output: " + response);
    }

    private void response(JsonNode response, String status) {
        for (String member : REQUIRED) {
            violations.require(response.has(member), "W-RS-1", "a response without " + member);
        }
        violations.require(
                response.path("status").asString("").equals(status), "W-RS-2", "status is " + response.path("status"));
        violations.require(Violations.isFilled(response.path("id")), "W-RS-1", "id is " + response.path("id"));
        String own = response.path("id").asString("");
        violations.require(id == null || id.equals(own), "S-xR-2", "the response's id changed to " + own);
        id = own;
    }

    private void added(JsonNode data) {
        int index = data.path("output_index").asInt(-1);
        violations.require(index == items.size(), "S-xR-1", "output_index is " + index + ", not " + items.size());
        items.put(index, new ResponsesItemCheck(violations, data.path("item")));
    }

    private void item(String type, JsonNode data) {
        ResponsesItemCheck item = items.get(data.path("output_index").asInt(-1));
        if (violations.require(item != null, "W-RS-6", type + " outside an item") && item != null) {
            item.event(type, data);
        }
    }

    private void error(JsonNode data) {
        errors++;
        violations.require(errorExpected, "S-ALL-3", "is an error that was not expected: " + data);
        JsonNode words = data.path("error").isObject() ? data.path("error") : data;
        violations.require(words.path("message").isString(), "S-ERR-2", "an error has a message: " + data);
    }

    private void terminal(String type, JsonNode data) {
        terminal = type;
        JsonNode response = data.path("response");
        response(response, type.substring("response.".length()));
        if (type.equals("response.failed")) {
            violations.require(errorExpected, "S-ALL-3", "is a failure that was not expected: " + data);
            JsonNode error = response.path("error");
            boolean told = Violations.isFilled(error.path("code"))
                    && error.path("message").isString();
            violations.require(told, "S-ERR-2", "a failed response has an error with code and message: " + error);
            return;
        }
        if (type.equals("response.incomplete")) {
            JsonNode reason = response.path("incomplete_details").path("reason");
            violations.require(REASONS.contains(reason.asString("")), "W-RS-2", "the reason is " + reason);
        }
        items.values().forEach(ResponsesItemCheck::requireDone);
        ArrayNode done = JsonMapper.shared().createArrayNode();
        items.values().forEach(item -> done.add(item.item()));
        violations.require(
                response.path("output").equals(done),
                "W-RS-7",
                "the output differs from the items that were announced: " + response.path("output") + " and " + done);
        usage(response.path("usage"));
    }

    private void usage(JsonNode usage) {
        if (!Violations.isPresent(usage)) {
            return;
        }
        long input = usage.path("input_tokens").asLong(-1);
        long output = usage.path("output_tokens").asLong(-1);
        boolean detailed = usage.path("input_tokens_details")
                        .path("cached_tokens")
                        .isInt()
                && usage.path("output_tokens_details").path("reasoning_tokens").isInt();
        violations.require(
                detailed
                        && input >= 0
                        && output >= 0
                        && usage.path("total_tokens").asLong(-1) == input + output,
                "W-RS-8",
                "usage does not add up: " + usage);
    }

    private void end() {
        if (errorExpected) {
            violations.require(
                    errors > 0 || "response.failed".equals(terminal), "S-ERR-2", "neither an error nor a failure");
            violations.require(
                    terminal == null || terminal.equals("response.failed"), "S-ERR-4", terminal + " beside the error");
        } else {
            violations.require(terminal != null && TERMINALS.contains(terminal), "S-ALL-3", "no terminal event");
        }
    }
}
