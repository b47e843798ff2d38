package dev.aiproxy.dist;

import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;

/** The smallest legal answer to whatever is asked, in the format of the address that it is asked at. */
final class MinimalAnswers {
    private MinimalAnswers() {}

    static Reply to(RecordedRequest request) {
        String target = request.target();
        if (target.contains(":streamGenerateContent")) {
            return Reply.sse(gemini());
        }
        if (target.contains(":generateContent")) {
            return Reply.json(gemini());
        }
        boolean stream = request.json().path("stream").asBoolean(false);
        if (target.startsWith("/v1/messages")) {
            return stream ? Reply.sseText(claudeStream()) : Reply.json(claude());
        }
        return stream ? Reply.sse(chatChunk(), "[DONE]") : Reply.json(chat());
    }

    private static String chat() {
        return """
            {"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"m","choices":[{"index":0,\
            "message":{"role":"assistant","content":"Yes"},"finish_reason":"stop"}]}""";
    }

    private static String chatChunk() {
        return """
            {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[{"index":0,\
            "delta":{"role":"assistant","content":"Yes"},"finish_reason":"stop"}]}""";
    }

    private static String claude() {
        return """
            {"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Yes"}],\
            "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}""";
    }

    private static String claudeStream() {
        return """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m",\
            "content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Yes"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},\
            "usage":{"output_tokens":1}}

            event: message_stop
            data: {"type":"message_stop"}

            """;
    }

    private static String gemini() {
        return """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"Yes"}]},"finishReason":"STOP","index":0}],\
            "responseId":"r","modelVersion":"m"}""";
    }
}
