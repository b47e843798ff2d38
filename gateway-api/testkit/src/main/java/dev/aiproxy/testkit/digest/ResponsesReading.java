package dev.aiproxy.testkit.digest;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Responses bodies and stream events. Of a stream, the deltas count and not what later events repeat of them. A call of a custom
 * tool reads as that of a function with one argument {@code input}.
 */
final class ResponsesReading implements Digests.Reading {

    private static final JsonNode PARAGRAPH = StringNode.valueOf("\n\n");

    private final Answer answer = new Answer();
    private final Set<Integer> summaries = new HashSet<>();
    private boolean refused;

    @Override
    public void add(JsonNode element) {
        String type = element.path("type").asString("");
        switch (type) {
            case "" -> {
                element.path("output").forEach(this::item);
                end(element);
            }
            case "response.completed", "response.incomplete", "response.failed" -> end(element.path("response"));
            case "error" ->
                answer.error(
                        element.path("error").isObject()
                                ? element.path("error").path("message")
                                : element.path("message"));
            case "response.output_item.done" -> call(element.path("item"));
            case "response.reasoning_summary_part.added" -> between(element);
            default -> delta(type, element.path("delta"));
        }
    }

    private void delta(String type, JsonNode delta) {
        switch (type) {
            case "response.output_text.delta" -> answer.text(delta);
            case "response.refusal.delta" -> refusal(delta);
            case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" -> answer.reasoning(delta);
            default -> {}
        }
    }

    /** Parts of a summary are paragraphs. */
    private void between(JsonNode event) {
        int item = event.path("output_index").asInt(0);
        if (!summaries.add(item)) {
            answer.reasoning(PARAGRAPH);
        }
    }

    private void refusal(JsonNode text) {
        refused = true;
        answer.text(text);
    }

    private void item(JsonNode item) {
        for (JsonNode part : item.path("content")) {
            boolean thinking = item.path("type").asString("").equals("reasoning");
            if (thinking) {
                answer.reasoning(part.path("text"));
            } else {
                answer.text(part.path("text"));
            }
            if (part.has("refusal")) {
                refusal(part.path("refusal"));
            }
        }
        boolean first = true;
        for (JsonNode part : item.path("summary")) {
            if (!first) {
                answer.reasoning(PARAGRAPH);
            }
            first = false;
            answer.reasoning(part.path("text"));
        }
        call(item);
    }

    private void call(JsonNode item) {
        String type = item.path("type").asString("");
        int position = answer.callCount();
        if (type.equals("function_call")) {
            answer.call(position, item.path("call_id"), item.path("name"));
            answer.arguments(position, item.path("arguments").asString(""));
        } else if (type.equals("custom_tool_call")) {
            answer.call(position, item.path("call_id"), item.path("name"));
            answer.arguments(position, CustomInput.arguments(item.path("input")).toString());
        }
    }

    private void end(JsonNode response) {
        JsonNode status = response.path("status");
        answer.finish(status);
        if (status.asString("").equals("incomplete")) {
            answer.finish(response.path("incomplete_details").path("reason"));
        }
        if (response.path("error").isObject()) {
            answer.error(response.path("error").path("message"));
        }
        JsonNode usage = response.path("usage");
        if (usage.isObject()) {
            JsonNode input = usage.path("input_tokens_details");
            answer.usage(new Digest.Usage(
                    usage.path("input_tokens").asLong(0),
                    input.path("cached_tokens").asLong(0),
                    input.path("cache_write_tokens").asLong(0),
                    usage.path("output_tokens").asLong(0),
                    usage.path("output_tokens_details").path("reasoning_tokens").asLong(0)));
        }
    }

    @Override
    public Digest digest() {
        return answer.digest(finish(answer.nativeFinish()));
    }

    private @Nullable String finish(@Nullable String word) {
        if (word == null) {
            return null;
        }
        return switch (word) {
            case "max_output_tokens" -> "length";
            case "content_filter" -> "content_filter";
            case "failed" -> "error";
            default -> refused ? "content_filter" : "stop";
        };
    }
}
