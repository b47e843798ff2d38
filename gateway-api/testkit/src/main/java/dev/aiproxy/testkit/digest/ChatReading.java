package dev.aiproxy.testkit.digest;

import tools.jackson.databind.JsonNode;

/** Chat bodies and chunks, choice 0 only. */
final class ChatReading implements Digests.Reading {

    private final Answer answer = new Answer();

    @Override
    public void add(JsonNode element) {
        if (element.path("error").isObject()) {
            answer.error(element.path("error").path("message"));
        }
        for (JsonNode choice : element.path("choices")) {
            if (choice.path("index").asInt(0) == 0) {
                message(choice.has("message") ? choice.path("message") : choice.path("delta"));
                answer.finish(choice.path("finish_reason"));
            }
        }
        usage(element.path("usage"));
    }

    private void message(JsonNode message) {
        answer.text(message.path("content"));
        answer.text(message.path("refusal"));
        answer.reasoning(
                message.has("reasoning_content") ? message.path("reasoning_content") : message.path("reasoning"));
        for (JsonNode call : message.path("tool_calls")) {
            int position = call.path("index").asInt(answer.callCount());
            answer.call(position, call.path("id"), call.path("function").path("name"));
            answer.arguments(position, call.path("function").path("arguments").asString(""));
        }
    }

    private void usage(JsonNode usage) {
        if (usage.isObject()) {
            JsonNode input = usage.path("prompt_tokens_details");
            answer.usage(new Digest.Usage(
                    usage.path("prompt_tokens").asLong(0),
                    input.path("cached_tokens").asLong(0),
                    input.path("cache_write_tokens").asLong(0),
                    usage.path("completion_tokens").asLong(0),
                    usage.path("completion_tokens_details")
                            .path("reasoning_tokens")
                            .asLong(0)));
        }
    }

    @Override
    public Digest digest() {
        String word = answer.nativeFinish();
        return answer.digest("function_call".equals(word) ? "tool_calls" : word);
    }
}
