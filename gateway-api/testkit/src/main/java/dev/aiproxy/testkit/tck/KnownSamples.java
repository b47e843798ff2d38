package dev.aiproxy.testkit.tck;

import dev.aiproxy.api.chat.Usage;

/** Samples of the formats that many vendors speak. */
final class KnownSamples {
    private static final String TEXT = "Grüße, \"you\"";
    private static final String JSON_TEXT = "Grüße, \\\"you\\\"";
    private static final Usage USAGE = Usage.of(9, 5);

    private KnownSamples() {}

    static FormatSamples openAiChat() {
        return FormatSamples.none()
                .withRequest("""
                        {"model":"asked-model","stream":true,"stream_options":{"include_usage":true},"messages":[
                          {"role":"system","content":"Be brief."},{"role":"user","content":"Hello"},
                          {"role":"assistant","content":"Hi"},{"role":"user","content":"And you?"}],"temperature":0.5}""")
                .withRequest("""
                        {"model":"asked-model","stream":true,"stream_options":{"include_usage":true},"messages":[
                          {"role":"user","content":"Weather?"},
                          {"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function",
                            "function":{"name":"weather","arguments":"{\\"city\\":\\"Oslo\\"}"}}]},
                          {"role":"tool","tool_call_id":"call_1","content":"rain"}],
                         "tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object"}}}]}""")
                .withAnswer(openAiAnswer(), TEXT, USAGE)
                .withStream(openAiStream(), TEXT, USAGE)
                .withError(429, """
                        {"error":{"message":"Too many requests","type":"rate_limit_error","param":null,"code":null}}""")
                .withErrorStream("""
                        data: {"id":"c-1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,\
                        "delta":{"role":"assistant","content":"Gr"},"finish_reason":null}]}

                        data: {"error":{"message":"overloaded","type":"server_error","param":null,"code":null}}

                        """);
    }

    private static String openAiAnswer() {
        return """
                {"id":"c-1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{
                  "role":"assistant","content":"%s"},"finish_reason":"stop"}],
                 "usage":{"prompt_tokens":9,"completion_tokens":5,"total_tokens":14}}""".formatted(JSON_TEXT);
    }

    private static String openAiStream() {
        return chunk("{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}", "")
                + chunk("{\"index\":0,\"delta\":{\"content\":\"Grüße, \"},\"finish_reason\":null}", "")
                + chunk("{\"index\":0,\"delta\":{\"content\":\"\\\"you\\\"\"},\"finish_reason\":null}", "")
                + chunk("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}", "")
                + chunk("", ",\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":5,\"total_tokens\":14}")
                + "data: [DONE]\n\n";
    }

    private static String chunk(String choice, String rest) {
        return "data: {\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":["
                + choice + "]" + rest + "}\n\n";
    }

    static FormatSamples claude() {
        return FormatSamples.none()
                .withRequest("""
                        {"model":"asked-model","max_tokens":100,"stream":true,"system":"Be brief.","messages":[
                          {"role":"user","content":"Hello"},{"role":"assistant","content":"Hi"},
                          {"role":"user","content":[{"type":"text","text":"And you?"}]}],"temperature":0.5}""")
                .withRequest("""
                        {"model":"asked-model","max_tokens":100,"stream":true,"messages":[
                          {"role":"user","content":"Weather?"},
                          {"role":"assistant","content":[{"type":"tool_use","id":"toolu_1","name":"weather","input":{}}]},
                          {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"rain"}]}],
                         "tools":[{"name":"weather","input_schema":{"type":"object"}}]}""")
                .withAnswer("""
                        {"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text",
                          "text":"%s"}],"stop_reason":"end_turn","stop_sequence":null,
                         "usage":{"input_tokens":9,"output_tokens":5}}""".formatted(JSON_TEXT), TEXT, USAGE)
                .withStream(claudeStream(), TEXT, USAGE)
                .withError(529, """
                        {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""")
                .withErrorStream(
                        claudeStart()
                                + event(
                                        "error",
                                        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}"));
    }

    private static String claudeStart() {
        return event("message_start", """
                {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m",\
                "content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":9,"output_tokens":1}}}""");
    }

    private static String claudeStream() {
        return claudeStart()
                + event(
                        "content_block_start",
                        "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}")
                + event("content_block_delta", textDelta("Grüße, "))
                + event("content_block_delta", textDelta("\\\"you\\\""))
                + event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}")
                + event(
                        "message_delta",
                        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},"
                                + "\"usage\":{\"output_tokens\":5}}")
                + event("message_stop", "{\"type\":\"message_stop\"}");
    }

    private static String textDelta(String text) {
        return "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text
                + "\"}}";
    }

    private static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }

    static FormatSamples gemini() {
        return FormatSamples.none()
                .withRequest("""
                        {"systemInstruction":{"parts":[{"text":"Be brief."}]},"contents":[
                          {"role":"user","parts":[{"text":"Hello"}]},{"role":"model","parts":[{"text":"Hi"}]},
                          {"role":"user","parts":[{"text":"And you?"}]}],"generationConfig":{"temperature":0.5}}""")
                .withAnswer(candidate(JSON_TEXT, true), TEXT, USAGE)
                .withStream(
                        "data: " + candidate("Grüße, ", false) + "\n\ndata: " + candidate("\\\"you\\\"", true) + "\n\n",
                        TEXT,
                        USAGE)
                .withError(429, """
                        {"error":{"code":429,"message":"Quota exceeded","status":"RESOURCE_EXHAUSTED"}}""")
                .withErrorStream(
                        "data: " + candidate("Gr", false)
                                + "\n\ndata: {\"error\":{\"code\":503,\"message\":\"overloaded\",\"status\":\"UNAVAILABLE\"}}\n\n");
    }

    private static String candidate(String text, boolean last) {
        String end = last
                ? "\"finishReason\":\"STOP\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":9,"
                        + "\"candidatesTokenCount\":5,\"totalTokenCount\":14},"
                : "\"index\":0}],";
        return "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"" + text + "\"}]}," + end
                + "\"responseId\":\"r\",\"modelVersion\":\"m\"}";
    }
}
