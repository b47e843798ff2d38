package dev.aiproxy.plugin.ollama.chat;

import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.translate.IdSource;
import dev.aiproxy.api.wire.Json;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a whole answer and a line of a stream have in common. */
final class AnswerReader {
    static final String DONE_REASON = "done_reason";

    private AnswerReader() {}

    static @Nullable String model(JsonNode answer) {
        String model = answer.path("model").asString("");
        return model.isEmpty() ? null : model;
    }

    static @Nullable Long created(JsonNode answer) {
        try {
            return OffsetDateTime.parse(answer.path("created_at").asString("")).toEpochSecond();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    static String text(JsonNode answer, String member) {
        JsonNode text = answer.path("message").path(member);
        return text.isString() ? text.asString() : "";
    }

    /** Older servers give no ids. */
    static List<Part.ToolCall> calls(JsonNode answer, IdSource ids) {
        List<Part.ToolCall> calls = new ArrayList<>();
        for (JsonNode call : answer.path("message").path("tool_calls")) {
            JsonNode function = call.path("function");
            JsonNode arguments = function.path("arguments");
            String id = call.path("id").asString("");
            calls.add(Part.ToolCall.of(
                    id.isEmpty() ? ids.next("call_") : id,
                    function.path("name").asString(""),
                    arguments.isObject() ? Json.text(arguments) : "{}"));
        }
        return calls;
    }

    static Usage usage(JsonNode answer) {
        return new Usage(count(answer, "prompt_eval_count"), null, null, null, count(answer, "eval_count"), null);
    }

    private static @Nullable Long count(JsonNode answer, String name) {
        JsonNode count = answer.path(name);
        return count.isIntegralNumber() && count.canConvertToLong() ? count.longValue() : null;
    }
}
