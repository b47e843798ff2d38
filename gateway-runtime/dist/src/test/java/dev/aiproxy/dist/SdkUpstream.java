package dev.aiproxy.dist;

import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import dev.aiproxy.testkit.sse.SseEvent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plays the vendors for their official SDKs: answers a text, JSON where a schema is asked for, and a call of the tool
 * {@value #TOOL} where that is offered and has not been called yet. Everything is 7 tokens in and 5 out.
 */
final class SdkUpstream {
    static final String TEXT = "Hello there";
    static final String JSON = "{\"city\":\"Paris\",\"degrees\":22}";
    static final String TOOL = "GetWeather";
    static final String ARGUMENTS = "{\"city\":\"Paris\"}";
    static final int COUNT = 21;

    private static final List<String> RESULTS =
            List.of("\"tool_call_id\"", "\"tool_result\"", "\"functionResponse\"", "\"function_call_output\"");
    private static final List<String> SCHEMAS = List.of("json_schema", "responseJsonSchema", "responseSchema");

    private SdkUpstream() {}

    static Reply to(RecordedRequest request) {
        String target = request.target();
        String body = request.bodyText();
        if (target.contains("count")) {
            return Reply.json("{\"input_tokens\":" + COUNT + ",\"totalTokens\":" + COUNT + "}");
        }
        if (target.contains("mbed")) {
            return Reply.json(embeddings(target));
        }
        boolean calls = body.contains("\"" + TOOL + "\"") && RESULTS.stream().noneMatch(body::contains);
        String text = SCHEMAS.stream().anyMatch(body::contains) ? JSON : TEXT;
        if (target.contains("generateContent") || target.contains("GenerateContent")) {
            return gemini(target.contains("stream"), calls, text);
        }
        boolean stream = request.json().path("stream").asBoolean(false);
        if (target.startsWith("/v1/messages")) {
            return claude(stream, calls, text);
        }
        return target.startsWith("/v1/responses") ? responses(stream, calls, text) : chat(stream, calls, text);
    }

    private static String embeddings(String target) {
        return target.contains(":") ? "{\"embeddings\":[{\"values\":[0.5,-1]}]}" : """
                {"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.5,-1]}],"model":"m",\
                "usage":{"prompt_tokens":7,"total_tokens":7}}""";
    }

    private static Reply chat(boolean stream, boolean calls, String text) {
        String usage = "{\"prompt_tokens\":7,\"completion_tokens\":5,\"total_tokens\":12}";
        String finish = calls ? "tool_calls" : "stop";
        String call = "{\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"%s\",\"arguments\":%s}}"
                .formatted(TOOL, quoted(ARGUMENTS));
        if (!stream) {
            String content = calls ? "\"content\":null,\"tool_calls\":[" + call + "]" : "\"content\":" + quoted(text);
            return Reply.json("""
                    {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":\
                    {"role":"assistant",%s,"refusal":null},"logprobs":null,"finish_reason":"%s"}],"usage":%s}""".formatted(content, finish, usage));
        }
        String delta = calls
                ? "\"tool_calls\":[" + call.replace("{\"id\"", "{\"index\":0,\"id\"") + "]"
                : "\"content\":" + quoted(text);
        return Reply.sse(
                chunk(
                        "[{\"index\":0,\"delta\":{\"role\":\"assistant\"," + delta + "},\"finish_reason\":null}]",
                        "null"),
                chunk("[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + finish + "\"}]", "null"),
                chunk("[]", usage),
                "[DONE]");
    }

    private static String chunk(String choices, String usage) {
        return "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":%s,\"usage\":%s}"
                .formatted(choices, usage);
    }

    private static Reply claude(boolean stream, boolean calls, String text) {
        String stop = calls ? "tool_use" : "end_turn";
        if (stream) {
            String block = calls ? ClaudeText.toolUse(0, "toolu_1", TOOL, ARGUMENTS) : ClaudeText.text(0, text);
            return Reply.sseText(ClaudeText.start(7) + block + ClaudeText.end(stop, 5));
        }
        String block = calls
                ? "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"" + TOOL + "\",\"input\":" + ARGUMENTS + "}"
                : "{\"type\":\"text\",\"text\":" + quoted(text) + "}";
        return Reply.json("""
                {"id":"msg_1","type":"message","role":"assistant","model":"m","content":[%s],"stop_reason":"%s",\
                "stop_sequence":null,"usage":{"input_tokens":7,"output_tokens":5}}""".formatted(block, stop));
    }

    private static Reply gemini(boolean stream, boolean calls, String text) {
        String part = calls
                ? "{\"functionCall\":{\"name\":\"" + TOOL + "\",\"args\":" + ARGUMENTS + "}}"
                : "{\"text\":" + quoted(text) + "}";
        String answer = """
                {"candidates":[{"content":{"role":"model","parts":[%s]},"finishReason":"STOP","index":0}],"responseId":"r",\
                "modelVersion":"m","usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":5,"totalTokenCount":12}}""".formatted(part);
        return stream ? Reply.sse(answer) : Reply.json(answer);
    }

    private static Reply responses(boolean stream, boolean calls, String text) {
        String item = calls ? """
                {"type":"function_call","id":"fc_1","call_id":"call_1","name":"%s","arguments":%s,"status":"completed"}""".formatted(TOOL, quoted(ARGUMENTS)) : """
                {"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[{"type":"output_text",\
                "text":%s,"annotations":[],"logprobs":[]}]}""".formatted(quoted(text));
        if (!stream) {
            return Reply.json(response("completed", item));
        }
        String open = calls
                ? item.replace("\"arguments\":" + quoted(ARGUMENTS), "\"arguments\":\"\"")
                        .replace("completed", "in_progress")
                : "{\"type\":\"message\",\"id\":\"msg_1\",\"role\":\"assistant\",\"status\":\"in_progress\",\"content\":[]}";
        String delta = calls
                ? "{\"type\":\"response.function_call_arguments.delta\",\"sequence_number\":2,\"item_id\":\"fc_1\",\"output_index\":0,\"delta\":%s}"
                        .formatted(quoted(ARGUMENTS))
                : "{\"type\":\"response.output_text.delta\",\"sequence_number\":2,\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":%s,\"logprobs\":[]}"
                        .formatted(quoted(text));
        return Reply.sseText(typed(
                "{\"type\":\"response.created\",\"sequence_number\":0,\"response\":" + response("in_progress", "")
                        + "}",
                "{\"type\":\"response.output_item.added\",\"sequence_number\":1,\"output_index\":0,\"item\":" + open
                        + "}",
                delta,
                "{\"type\":\"response.output_item.done\",\"sequence_number\":3,\"output_index\":0,\"item\":" + item
                        + "}",
                "{\"type\":\"response.completed\",\"sequence_number\":4,\"response\":" + response("completed", item)
                        + "}"));
    }

    private static String response(String status, String output) {
        return """
                {"id":"resp_1","object":"response","created_at":1,"status":"%s","error":null,"incomplete_details":null,\
                "instructions":null,"metadata":{},"model":"m","output":[%s],"parallel_tool_calls":true,"temperature":1,\
                "tool_choice":"auto","tools":[],"top_p":1,"usage":{"input_tokens":7,"input_tokens_details":{"cached_tokens":0},\
                "output_tokens":5,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":12}}""".formatted(status, output);
    }

    private static String typed(String... data) {
        return SseEvent.typed(Arrays.asList(data)).stream()
                .map(SseEvent::render)
                .collect(Collectors.joining());
    }

    private static String quoted(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }
}
