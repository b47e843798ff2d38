package dev.aiproxy.testkit.grammar;

import dev.aiproxy.testkit.sse.SseEvent;
import dev.aiproxy.testkit.sse.SseText;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One run of {@link ClaudeStreamGrammar}: the message around the blocks. */
final class ClaudeStreamCheck {

    private static final Set<String> STOP_REASONS = Set.of(
            "end_turn",
            "max_tokens",
            "stop_sequence",
            "tool_use",
            "pause_turn",
            "refusal",
            "model_context_window_exceeded");

    private final boolean errorExpected;
    private final SseText stream;
    private final Violations violations;
    private final ClaudeBlocksCheck blocks;
    private boolean started;
    private @Nullable String stopReason;
    private boolean stopped;
    private int errors;

    ClaudeStreamCheck(boolean errorExpected, SseText stream) {
        this.errorExpected = errorExpected;
        this.stream = stream;
        this.violations = new Violations(stream);
        this.blocks = new ClaudeBlocksCheck(violations);
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
        JsonNode data = violations.object(event, "W-CL-7");
        if (data == null) {
            return;
        }
        String type = data.path("type").asString("");
        violations.require(
                type.equals(event.event()), "W-CL-7", "event: " + event.event() + " names data of type " + type);
        violations.require(errors == 0, "S-ALL-3", "comes after the error");
        violations.require(!stopped || type.equals("error"), "S-ALL-3", "comes after message_stop");
        violations.require(
                started || Set.of("message_start", "ping", "error").contains(type),
                "W-CL-7",
                type + " comes before message_start");
        dispatch(type, data);
    }

    private void dispatch(String type, JsonNode data) {
        switch (type) {
            case "message_start" -> start(data.path("message"));
            case "content_block_start" -> block(() -> blocks.start(data));
            case "content_block_delta" -> block(() -> blocks.delta(data));
            case "content_block_stop" -> block(() -> blocks.stop(data));
            case "message_delta" -> delta(data);
            case "message_stop" -> stop();
            case "error" -> error(data);
            default -> violations.require(type.equals("ping"), "W-CL-7", "unknown event " + type);
        }
    }

    private void block(Runnable check) {
        violations.require(stopReason == null, "W-CL-7", "a block comes after message_delta");
        check.run();
    }

    private void start(JsonNode message) {
        violations.require(!started, "W-CL-7", "second message_start");
        started = true;
        boolean named = Violations.isFilled(message.path("id")) && Violations.isFilled(message.path("model"));
        violations.require(named, "W-CL-5", "message_start without id or model: " + message);
        boolean typed = message.path("type").asString("").equals("message")
                && message.path("role").asString("").equals("assistant");
        violations.require(typed, "W-CL-5", "message_start without type or role: " + message);
        boolean empty =
                message.path("content").isArray() && message.path("content").isEmpty();
        boolean open = message.path("stop_reason").isNull()
                && message.path("stop_sequence").isNull();
        violations.require(empty && open, "W-CL-7", "message_start is not that of an empty message: " + message);
        JsonNode usage = message.path("usage");
        boolean counted = usage.path("input_tokens").isInt()
                && usage.path("output_tokens").isInt();
        violations.require(counted, "W-CL-7", "message_start without usage: " + message);
    }

    private void delta(JsonNode data) {
        violations.require(stopReason == null, "W-CL-7", "second message_delta");
        blocks.requireClosed("message_delta");
        stopReason = data.path("delta").path("stop_reason").asString("");
        violations.require(STOP_REASONS.contains(stopReason), "W-CL-5", "stop_reason is '" + stopReason + "'");
        violations.require(data.path("delta").has("stop_sequence"), "W-CL-7", "message_delta without stop_sequence");
        violations.require(
                data.path("usage").path("output_tokens").isInt(), "W-CL-7", "message_delta without output_tokens");
        violations.require(
                !stopReason.equals("tool_use") || blocks.hasTool(), "S-CK-8", "stop_reason tool_use without a tool");
    }

    private void stop() {
        violations.require(stopReason != null, "W-CL-7", "message_stop before message_delta");
        stopped = true;
    }

    private void error(JsonNode data) {
        errors++;
        violations.require(errorExpected, "S-ALL-3", "is an error that was not expected: " + data);
        JsonNode error = data.path("error");
        violations.require(
                Violations.isFilled(error.path("type")) && error.path("message").isString(),
                "S-ERR-2",
                "an error has a type and a message: " + data);
    }

    private void end() {
        if (errorExpected) {
            violations.require(errors == 1, "S-ERR-2", "expected one error event, saw " + errors);
            violations.require(!stopped, "S-ERR-2", "message_stop beside the error");
            violations.require(stopReason == null, "S-ERR-4", "stop_reason beside the error");
            return;
        }
        violations.require(started, "S-ALL-4", "no message_start");
        violations.require(stopped, "W-CL-7", "no message_stop");
        blocks.requireClosed("the end");
        boolean mayBeCut = stopReason != null && !Set.of("tool_use", "end_turn").contains(stopReason);
        blocks.checkInputs(mayBeCut);
    }
}
