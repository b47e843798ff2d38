package dev.aiproxy.dist;

import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import dev.aiproxy.testkit.sse.SseEvent;
import java.util.List;

/** The smallest legal answer to whatever is asked, in the format of the address that it is asked at. */
final class MinimalAnswers {
    private static final String ITEM = "\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0";
    private static final String PART = "{\"type\":\"output_text\",\"text\":\"Yes\",\"annotations\":[],\"logprobs\":[]}";
    private static final String MESSAGE = """
            {"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[%s]}""".formatted(PART);

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
        if (target.startsWith("/v1/responses")) {
            return stream ? Reply.sseText(responsesStream()) : Reply.json(responses("completed", MESSAGE));
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
        return ClaudeText.start(1) + ClaudeText.text(0, "Yes") + ClaudeText.end("end_turn", 1);
    }

    private static String responses(String status, String output) {
        return """
            {"id":"resp_1","object":"response","created_at":1700000000,"status":"%s","error":null,"incomplete_details":null,\
            "instructions":null,"model":"m","tools":[],"output":[%s],"parallel_tool_calls":true,"metadata":{},\
            "tool_choice":"auto","temperature":null,"top_p":null}""".formatted(status, output);
    }

    private static String responsesStream() {
        List<String> events = List.of(
                "{\"type\":\"response.created\",\"response\":%s}".formatted(responses("in_progress", "")),
                "{\"type\":\"response.in_progress\",\"response\":%s}".formatted(responses("in_progress", "")),
                """
                {"type":"response.output_item.added","output_index":0,"item":{"id":"msg_1","type":"message",\
                "status":"in_progress","role":"assistant","content":[]}}""",
                """
                {"type":"response.content_part.added",%s,"part":{"type":"output_text","text":"","annotations":[],\
                "logprobs":[]}}""".formatted(ITEM),
                "{\"type\":\"response.output_text.delta\",%s,\"delta\":\"Yes\",\"logprobs\":[]}".formatted(ITEM),
                "{\"type\":\"response.output_text.done\",%s,\"text\":\"Yes\",\"logprobs\":[]}".formatted(ITEM),
                "{\"type\":\"response.content_part.done\",%s,\"part\":%s}".formatted(ITEM, PART),
                "{\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":%s}".formatted(MESSAGE),
                "{\"type\":\"response.completed\",\"response\":%s}".formatted(responses("completed", MESSAGE)));
        StringBuilder stream = new StringBuilder();
        for (int i = 0; i < events.size(); i++) {
            String numbered = events.get(i).replaceFirst("\\{", "{\"sequence_number\":" + i + ",");
            stream.append(SseEvent.typed(List.of(numbered)).get(0).render());
        }
        return stream.toString();
    }

    private static String gemini() {
        return """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"Yes"}]},"finishReason":"STOP","index":0}],\
            "responseId":"r","modelVersion":"m"}""";
    }
}
