package dev.aiproxy.dist;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Requests and answers of OpenAI's Chat Completions as text. */
final class ChatText {
    static final String DONE = "data: [DONE]\n\n";

    private ChatText() {}

    static String request(String model) {
        return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}".formatted(model);
    }

    static String streamRequest(String model) {
        return "{\"model\":\"%s\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
                .formatted(model);
    }

    static String usageStreamRequest(String model) {
        return """
                {"model":"%s","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"Hi"}]}\
                """.formatted(model);
    }

    static String answer(String id, String text) {
        return """
                {"id":"%s","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant",\
                "content":"%s"},"finish_reason":"stop"}],"usage":{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12}}\
                """.formatted(id, text);
    }

    static String chunk(String id, String choices, String rest) {
        return """
                data: {"id":"%s","object":"chat.completion.chunk","created":1,"model":"m","choices":[%s]%s}

                """.formatted(id, choices, rest);
    }

    static String role(String id) {
        return chunk(id, choice("{\"role\":\"assistant\",\"content\":\"\"}", "null"), "");
    }

    static String words(String id, String text) {
        return chunk(id, choice("{\"content\":\"" + text + "\"}", "null"), "");
    }

    static String finish(String id) {
        return chunk(id, choice("{}", "\"stop\""), "");
    }

    static String usage(String id, int input, int output) {
        return chunk(id, "", ",\"usage\":" + tokens(input, output));
    }

    static String tokens(int input, int output) {
        return "{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}"
                .formatted(input, output, input + output);
    }

    /** A whole stream with these deltas, without usage. */
    static String stream(String id, String... texts) {
        return role(id)
                + Arrays.stream(texts).map(text -> words(id, text)).collect(Collectors.joining())
                + finish(id)
                + DONE;
    }

    private static String choice(String delta, String finishReason) {
        return "{\"index\":0,\"delta\":%s,\"finish_reason\":%s}".formatted(delta, finishReason);
    }
}
