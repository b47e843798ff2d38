package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.digest.Digests;
import dev.aiproxy.testkit.http.Reply;
import tools.jackson.databind.JsonNode;

/** The other side of an exchange with Ollama's format: how it asks about an image with a tool, and how it answers. */
enum OllamaSide {
    CHAT(Client.CHAT, Digests.CHAT, """
            {"model":"%s","stream":%s,"stream_options":{"include_usage":true},"max_completion_tokens":50,"messages":[\
            {"role":"system","content":"Be brief."},{"role":"user","content":[{"type":"text","text":"What is this?"},\
            {"type":"image_url","image_url":{"url":"data:image/png;base64,IMAGE"}}]}],\
            "tools":[{"type":"function","function":{"name":"get_weather","parameters":{"type":"object"}}}]}"""),
    CLAUDE(Client.CLAUDE, Digests.CLAUDE, """
            {"model":"%s","stream":%s,"max_tokens":50,"system":"Be brief.","messages":[{"role":"user","content":[\
            {"type":"text","text":"What is this?"},\
            {"type":"image","source":{"type":"base64","media_type":"image/png","data":"IMAGE"}}]}],\
            "tools":[{"name":"get_weather","input_schema":{"type":"object"}}]}"""),
    GEMINI(Client.GEMINI, Digests.GEMINI, """
            {"systemInstruction":{"parts":[{"text":"Be brief."}]},"contents":[{"role":"user","parts":[\
            {"text":"What is this?"},{"inlineData":{"mimeType":"image/png","data":"IMAGE"}}]}],\
            "generationConfig":{"maxOutputTokens":50},\
            "tools":[{"functionDeclarations":[{"name":"get_weather","parametersJsonSchema":{"type":"object"}}]}]}""");

    /** The image that is asked about. */
    static final String IMAGE = "iVBORw0KGgoAAAANSUhEUg==";

    private final Client client;
    private final Digests digests;
    private final String question;

    OllamaSide(Client client, Digests digests, String question) {
        this.client = client;
        this.digests = digests;
        this.question = question;
    }

    Client client() {
        return client;
    }

    Digests digests() {
        return digests;
    }

    String question(String model, boolean stream) {
        return question.formatted(model, stream).replace("IMAGE", IMAGE);
    }

    /** Checks that a request of this format asks what {@link #question} asks. */
    void assertAsks(JsonNode body) {
        switch (this) {
            case CHAT -> {
                assertThat(body.at("/messages/0/content").toString()).contains("Be brief.");
                assertThat(body.at("/messages/1/content").toString())
                        .contains("\"What is this?\"", "\"data:image/png;base64," + IMAGE + '"');
                assertThat(body.at("/tools/0/function/name").asString()).isEqualTo("get_weather");
                assertThat(body.path("max_completion_tokens").asInt()).isEqualTo(50);
            }
            case CLAUDE -> {
                assertThat(body.path("system").toString()).contains("Be brief.");
                assertThat(body.at("/messages/0/content").toString())
                        .contains("\"What is this?\"", '"' + IMAGE + '"', "\"image/png\"");
                assertThat(body.at("/tools/0/name").asString()).isEqualTo("get_weather");
                assertThat(body.path("max_tokens").asInt()).isEqualTo(50);
            }
            case GEMINI -> {
                assertThat(body.path("systemInstruction").toString()).contains("Be brief.");
                assertThat(body.at("/contents/0/parts").toString())
                        .contains("\"What is this?\"", '"' + IMAGE + '"', "\"image/png\"");
                assertThat(body.at("/tools/0/functionDeclarations/0/name").asString())
                        .isEqualTo("get_weather");
                assertThat(body.at("/generationConfig/maxOutputTokens").asInt()).isEqualTo(50);
            }
        }
    }

    /** Thinks, says something and calls the tool. */
    Reply answer(boolean stream) {
        return switch (this) {
            case CHAT -> stream ? Reply.sse(CHAT_TEXT, CHAT_CALL, CHAT_USAGE, "[DONE]") : Reply.json(CHAT_WHOLE);
            case CLAUDE -> stream ? Reply.sseText(CLAUDE_STREAM) : Reply.json(CLAUDE_WHOLE);
            case GEMINI -> stream ? Reply.sse(GEMINI_WHOLE) : Reply.json(GEMINI_WHOLE);
        };
    }

    private static final String CHAT_TEXT = """
            {"id":"c","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[{"index":0,\
            "delta":{"role":"assistant","reasoning_content":"Hm.","content":"Rain ☂"},"finish_reason":null}]}""";
    private static final String CHAT_CALL = """
            {"id":"c","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[\
            {"index":0,"id":"call_1","type":"function","function":{"name":"get_weather","arguments":"{\\"city\\":\\"Rome\\"}"}}]},\
            "finish_reason":"tool_calls"}]}""";
    private static final String CHAT_USAGE = """
            {"id":"c","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[],\
            "usage":{"prompt_tokens":20,"completion_tokens":7,"total_tokens":27}}""";
    private static final String CHAT_WHOLE = """
            {"id":"c","object":"chat.completion","created":1700000000,"model":"m","choices":[{"index":0,"message":{"role":"assistant",\
            "reasoning_content":"Hm.","content":"Rain ☂","tool_calls":[{"id":"call_1","type":"function",\
            "function":{"name":"get_weather","arguments":"{\\"city\\":\\"Rome\\"}"}}]},"finish_reason":"tool_calls"}],\
            "usage":{"prompt_tokens":20,"completion_tokens":7,"total_tokens":27}}""";
    private static final String CLAUDE_WHOLE = """
            {"id":"msg_1","type":"message","role":"assistant","model":"m","content":[\
            {"type":"thinking","thinking":"Hm.","signature":"c2VhbA=="},{"type":"text","text":"Rain ☂"},\
            {"type":"tool_use","id":"toolu_1","name":"get_weather","input":{"city":"Rome"}}],\
            "stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":20,"output_tokens":7}}""";
    private static final String CLAUDE_STREAM = ClaudeText.start(20)
            + ClaudeText.thinking(0, "c2VhbA==", "Hm.")
            + ClaudeText.text(1, "Rain ☂")
            + ClaudeText.toolUse(2, "toolu_1", "get_weather", "{\"city\":", "\"Rome\"}")
            + ClaudeText.end("tool_use", 7);
    private static final String GEMINI_WHOLE = """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"Hm.","thought":true},{"text":"Rain ☂"},\
            {"functionCall":{"name":"get_weather","args":{"city":"Rome"}}}]},"finishReason":"STOP","index":0}],\
            "usageMetadata":{"promptTokenCount":20,"candidatesTokenCount":7,"totalTokenCount":27},\
            "responseId":"r","modelVersion":"m"}""";
}
