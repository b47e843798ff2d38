package dev.aiproxy.testkit.digest;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Messages bodies and stream events; a second {@code message_start} begins the answer anew. */
final class ClaudeReading implements Digests.Reading {

    private Answer answer = new Answer();
    private ObjectNode usage = JsonMapper.shared().createObjectNode();
    private JsonNode block = JsonMapper.shared().missingNode();

    @Override
    public void add(JsonNode element) {
        switch (element.path("type").asString("")) {
            case "message" -> whole(element);
            case "message_start" -> {
                answer = new Answer();
                usage = JsonMapper.shared().createObjectNode();
                whole(element.path("message"));
            }
            case "content_block_start" -> start(element.path("content_block"));
            case "content_block_delta" -> delta(element.path("delta"));
            case "content_block_stop" -> stop();
            case "message_delta" -> {
                answer.finish(element.path("delta").path("stop_reason"));
                merge(element.path("usage"));
            }
            case "error" -> answer.error(element.path("error").path("message"));
            default -> {}
        }
    }

    private void whole(JsonNode message) {
        for (JsonNode content : message.path("content")) {
            start(content);
            stop();
        }
        answer.finish(message.path("stop_reason"));
        merge(message.path("usage"));
    }

    private void start(JsonNode content) {
        block = content;
        answer.text(content.path("text"));
        answer.reasoning(content.path("thinking"));
        if (isToolUse()) {
            answer.call(answer.callCount(), content.path("id"), content.path("name"));
        }
    }

    private void delta(JsonNode delta) {
        answer.text(delta.path("text"));
        answer.reasoning(delta.path("thinking"));
        if (isToolUse()) {
            answer.arguments(answer.callCount() - 1, delta.path("partial_json").asString(""));
        }
    }

    private void stop() {
        if (isToolUse() && !answer.hasArguments(answer.callCount() - 1)) {
            answer.arguments(answer.callCount() - 1, block.path("input").toString());
        }
        block = JsonMapper.shared().missingNode();
    }

    private boolean isToolUse() {
        return block.path("type").asString("").equals("tool_use");
    }

    private void merge(JsonNode counts) {
        counts.properties().forEach(count -> usage.set(count.getKey(), count.getValue()));
    }

    @Override
    public Digest digest() {
        if (!usage.isEmpty()) {
            long cached = usage.path("cache_read_input_tokens").asLong(0);
            long written = usage.path("cache_creation_input_tokens").asLong(0);
            answer.usage(new Digest.Usage(
                    usage.path("input_tokens").asLong(0) + cached + written,
                    cached,
                    written,
                    usage.path("output_tokens").asLong(0),
                    usage.path("output_tokens_details").path("thinking_tokens").asLong(0)));
        }
        return answer.digest(finish(answer.nativeFinish()));
    }

    private static @Nullable String finish(@Nullable String word) {
        if (word == null) {
            return null;
        }
        return switch (word) {
            case "max_tokens", "model_context_window_exceeded" -> "length";
            case "refusal" -> "content_filter";
            case "tool_use" -> "tool_calls";
            default -> "stop";
        };
    }
}
