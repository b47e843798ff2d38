package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import dev.aiproxy.testkit.sse.SseEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Call, result, answer, for every client with every provider: in the second turn the provider finds its own ids and signatures as it
 * gave them (T-RE-10, W-CL-2, W-CL-10, W-GE-2, W-GE-12), whatever the client's format has no place for.
 */
final class ToolLoopIT {
    private static final Map<Client, List<String>> MODELS = Map.of(
            Client.CHAT, List.of("gpt-5.2"),
            Client.RESPONSES, List.of("o4-mini"),
            Client.CLAUDE, List.of("claude-sonnet-4-5"),
            Client.GEMINI, List.of("gemini-3-pro-preview"));
    private static final String ANN = "Authorization: Bearer key-of-ann";
    private static final String BOB = "Authorization: Bearer key-of-bob";
    private static final String STRANGER = "Authorization: Bearer key-of-a-stranger";
    static final String SIGNATURE = "EpQB+c2ln/bmF0dXJl==";
    private static final String REDACTED = "cmVkYWN0ZWQ+/w==";

    private static FormatLab providers;

    @BeforeAll
    static void start() throws IOException {
        providers = FormatLab.serving(MODELS, "api-keys: [key-of-ann, key-of-bob, key-of-a-stranger]\n");
    }

    @AfterAll
    static void stop() {
        providers.close();
    }

    @TestFactory
    Stream<DynamicTest> providerFindsItsOwnIdsAndSignatures() {
        return loops((client, provider, stream) -> {
            if (client.keepsExtensions() || client.format() != provider) {
                assertIntact(provider, secondTurn(client, provider, stream));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> signaturesOfOtherProvidersAreDropped() {
        return loops((client, provider, stream) -> {
            String answer = firstTurn(client, provider, stream, ANN);
            for (Client other : Client.values()) {
                if (other != provider) {
                    String request = client.results(model(other), answer);
                    String body = ask(client, other, stream, request, ANN).bodyText();
                    assertUnsigned(body);
                    assertPaired(other, body);
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> clientsDoNotShareState() {
        return loops((client, provider, stream) -> {
            if (!client.keepsExtensions() && client.format() == Client.CHAT) {
                String answer = firstTurn(client, provider, stream, BOB);
                String request = client.results(model(provider), answer);

                assertUnsigned(ask(client, provider, stream, request, STRANGER).bodyText());
            }
        });
    }

    /** Nothing that a provider signed, in whatever wrapping. */
    private static void assertUnsigned(String body) {
        String text = body + decoded(body);
        assertThat(text).doesNotContain(SIGNATURE, REDACTED, "ai-proxy", "ai_proxy");
    }

    private static String decoded(String body) {
        StringBuilder decoded = new StringBuilder();
        Matcher texts = Pattern.compile("\"([A-Za-z0-9+/_-]{12,}=*)\"").matcher(body);
        while (texts.find()) {
            byte[] bytes = texts.group(1).replace('-', '+').replace('_', '/').getBytes(StandardCharsets.US_ASCII);
            if (bytes.length % 4 == 0) {
                decoded.append(new String(Base64.getDecoder().decode(bytes), StandardCharsets.ISO_8859_1));
            }
        }
        return decoded.toString();
    }

    /** One loop with one provider. */
    private interface Loop {
        void run(ToolClient client, Client provider, boolean stream) throws IOException;
    }

    private static Stream<DynamicTest> loops(Loop loop) {
        List<DynamicTest> tests = new ArrayList<>();
        for (Client format : Client.values()) {
            for (Client provider : Client.values()) {
                for (boolean keeps : new boolean[] {true, false}) {
                    for (boolean stream : new boolean[] {false, true}) {
                        String name = format + " with " + provider + (stream ? ", streamed" : "")
                                + (keeps ? "" : ", extensions dropped");
                        ToolClient client = new ToolClient(format, keeps, name);
                        tests.add(DynamicTest.dynamicTest(name, () -> loop.run(client, provider, stream)));
                    }
                }
            }
        }
        return tests.stream();
    }

    private static String model(Client provider) {
        return MODELS.get(provider).get(0);
    }

    private static JsonNode secondTurn(ToolClient client, Client provider, boolean stream) throws IOException {
        String answer = firstTurn(client, provider, stream, ANN);
        return ask(client, provider, stream, client.results(model(provider), answer), ANN)
                .json();
    }

    private static String firstTurn(ToolClient client, Client provider, boolean stream, String key) throws IOException {
        providers.upstream().enqueue(calls(provider, stream));
        String model = model(provider);
        FormatLab.Answer answer =
                providers.ask(client.format(), model, stream, streaming(client, stream, client.question(model)), key);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static RecordedRequest ask(ToolClient client, Client provider, boolean stream, String request, String key)
            throws IOException {
        providers.upstream().respond(MinimalAnswers::to);
        int before = providers.upstream().requestCount();
        FormatLab.Answer answer =
                providers.ask(client.format(), model(provider), stream, streaming(client, stream, request), key);
        assertThat(answer.status()).as(answer.body() + "\n" + request).isEqualTo(200);
        return providers.upstream().requests().get(before);
    }

    private static String streaming(ToolClient client, boolean stream, String request) {
        return client.format() == Client.GEMINI || !stream ? request : request.replaceFirst("\\{", "{\"stream\":true,");
    }

    private static void assertIntact(Client provider, JsonNode request) {
        switch (provider) {
            case CHAT -> {
                JsonNode assistant = request.path("messages").path(1);
                assertThat(assistant.path("tool_calls").path(0).path("id").asString())
                        .isEqualTo("call:A/1");
                assertThat(assistant.path("tool_calls").path(1).path("id").asString())
                        .isEqualTo("call:B");
            }
            case RESPONSES -> {
                JsonNode input = request.path("input");
                assertThat(input.path(1)).as(input.toString()).isEqualTo(json("""
                        {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Hidden thought"}],\
                        "encrypted_content":"%s"}""".formatted(SIGNATURE)));
                assertThat(input.path(2).path("call_id").asString()).isEqualTo("call:C/1");
                assertThat(input.path(3).path("call_id").asString()).isEqualTo("call:D");
            }
            case CLAUDE -> {
                JsonNode content = request.path("messages").path(1).path("content");
                assertThat(content.path(0)).as(content.toString()).isEqualTo(json("""
                        {"type":"thinking","thinking":"Hidden thought","signature":"%s"}""".formatted(SIGNATURE)));
                assertThat(content.path(1)).isEqualTo(json("""
                        {"type":"redacted_thinking","data":"%s"}""".formatted(REDACTED)));
                assertThat(content.path(2).path("id").asString()).isEqualTo("toolu_01A");
                assertThat(content.path(3).path("id").asString()).isEqualTo("toolu_01B");
            }
            case GEMINI -> {
                List<JsonNode> calls = new ArrayList<>();
                request.path("contents").path(1).path("parts").forEach(part -> {
                    if (part.has("functionCall")) {
                        calls.add(part);
                    }
                });
                assertThat(calls.get(0).path("thoughtSignature").asString()).isEqualTo(SIGNATURE);
                assertThat(calls.get(1).has("thoughtSignature")).isFalse();
            }
        }
        assertPaired(provider, request.toString());
    }

    /** Each call has its arguments, and its result with the same id or name. */
    private static void assertPaired(Client provider, String body) {
        JsonNode request = json(body);
        switch (provider) {
            case CHAT -> {
                JsonNode messages = request.path("messages");
                for (int i = 0; i < 2; i++) {
                    JsonNode call = messages.path(1).path("tool_calls").path(i);
                    JsonNode result = messages.path(2 + i);
                    assertThat(result.path("role").asString()).isEqualTo("tool");
                    assertThat(result.path("tool_call_id")).isEqualTo(call.path("id"));
                    assertRight(i, json(call.path("function").path("arguments").asString()), result);
                }
            }
            case RESPONSES -> {
                List<JsonNode> calls = new ArrayList<>();
                List<JsonNode> results = new ArrayList<>();
                request.path("input").forEach(item -> {
                    if (item.path("type").asString().equals("function_call")) {
                        calls.add(item);
                    } else if (item.path("type").asString().equals("function_call_output")) {
                        results.add(item);
                    }
                });
                for (int i = 0; i < 2; i++) {
                    assertThat(results.get(i).path("call_id"))
                            .isEqualTo(calls.get(i).path("call_id"));
                    assertRight(i, json(calls.get(i).path("arguments").asString()), results.get(i));
                }
            }
            case CLAUDE -> {
                List<JsonNode> calls = new ArrayList<>();
                request.path("messages").path(1).path("content").forEach(block -> {
                    if (block.path("type").asString().equals("tool_use")) {
                        calls.add(block);
                    }
                });
                for (int i = 0; i < 2; i++) {
                    JsonNode result =
                            request.path("messages").path(2).path("content").path(i);
                    assertThat(result.path("tool_use_id"))
                            .isEqualTo(calls.get(i).path("id"));
                    assertRight(i, calls.get(i).path("input"), result);
                }
            }
            case GEMINI -> {
                List<JsonNode> calls = new ArrayList<>();
                request.path("contents").path(1).path("parts").forEach(part -> {
                    if (part.has("functionCall")) {
                        calls.add(part.path("functionCall"));
                    }
                });
                for (int i = 0; i < 2; i++) {
                    JsonNode result = request.path("contents")
                            .path(2)
                            .path("parts")
                            .path(i)
                            .path("functionResponse");
                    assertThat(result.path("name").asString()).isEqualTo("get_weather");
                    assertThat(result.path("id")).isEqualTo(calls.get(i).path("id"));
                    assertRight(i, calls.get(i).path("args"), result);
                }
            }
        }
    }

    private static void assertRight(int call, JsonNode arguments, JsonNode result) {
        String city = call == 0 ? "Rome" : "Oslo";
        assertThat(arguments.path("city").asString()).as(arguments.toString()).isEqualTo(city);
        assertThat(result.toString()).contains("It rains for " + city);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static Reply calls(Client provider, boolean stream) {
        return calls(provider, stream, "");
    }

    /** What a provider answers, with ids that end in {@code number}. */
    static Reply calls(Client provider, boolean stream, String number) {
        return switch (provider) {
            case CHAT ->
                stream
                        ? Reply.sse(numbered(CHAT_CHUNK, number), "[DONE]")
                        : Reply.json(numbered(CHAT_CHUNK, number)
                                .replace(".chunk", "")
                                .replace("\"delta\"", "\"message\""));
            case RESPONSES ->
                stream ? Reply.sseText(numbered(responsesStream(), number)) : Reply.json(numbered(RESPONSES, number));
            case CLAUDE ->
                stream ? Reply.sseText(numbered(CLAUDE_STREAM, number)) : Reply.json(numbered(CLAUDE, number));
            case GEMINI -> stream ? Reply.sse(GEMINI) : Reply.json(GEMINI);
        };
    }

    private static String numbered(String text, String number) {
        return text.replaceAll("(call:[A-D](/1)?|toolu_01[AB])", "$1" + number);
    }

    /** A server that sends whole items. */
    private static String responsesStream() {
        List<String> events = new ArrayList<>();
        JsonNode output = json(RESPONSES).path("output");
        events.add("{\"type\":\"response.created\",\"sequence_number\":0,\"response\":" + RESPONSES + "}");
        for (int i = 0; i < output.size(); i++) {
            events.add("{\"type\":\"response.output_item.done\",\"output_index\":" + i + ",\"item\":" + output.path(i)
                    + "}");
        }
        events.add("{\"type\":\"response.completed\",\"response\":" + RESPONSES + "}");
        return SseEvent.typed(events).stream().map(SseEvent::render).collect(Collectors.joining());
    }

    private static final String RESPONSES = """
            {"id":"resp_1","object":"response","created_at":1700000000,"status":"completed","error":null,\
            "incomplete_details":null,"instructions":null,"model":"m","tools":[],"parallel_tool_calls":true,"metadata":{},\
            "tool_choice":"auto","temperature":null,"top_p":null,"output":[\
            {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Hidden thought"}],\
            "encrypted_content":"%s"},\
            {"type":"function_call","id":"fc_1","status":"completed","call_id":"call:C/1","name":"get_weather",\
            "arguments":"{\\"city\\": \\"Rome\\"}"},\
            {"type":"function_call","id":"fc_2","status":"completed","call_id":"call:D","name":"get_weather",\
            "arguments":"{\\"city\\":\\"Oslo\\"}"}]}""".formatted(SIGNATURE);
    private static final String CHAT_CHUNK = """
            {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[{"index":0,"delta":{\
            "role":"assistant","content":null,"tool_calls":[\
            {"index":0,"id":"call:A/1","type":"function","function":{"name":"get_weather","arguments":"{\\"city\\": \\"Rome\\"}"}},\
            {"index":1,"id":"call:B","type":"function","function":{"name":"get_weather","arguments":"{\\"city\\":\\"Oslo\\"}"}}]},\
            "finish_reason":"tool_calls"}]}""";
    private static final String CLAUDE = """
            {"id":"msg_1","type":"message","role":"assistant","model":"m","content":[\
            {"type":"thinking","thinking":"Hidden thought","signature":"%s"},{"type":"redacted_thinking","data":"%s"},\
            {"type":"tool_use","id":"toolu_01A","name":"get_weather","input":{"city":"Rome"}},\
            {"type":"tool_use","id":"toolu_01B","name":"get_weather","input":{"city":"Oslo"}}],\
            "stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}""".formatted(SIGNATURE, REDACTED);
    private static final String CLAUDE_STREAM = ClaudeText.start(1)
            + ClaudeText.thinking(0, SIGNATURE, "Hidden ", "thought")
            + ClaudeText.block(1, "{\"type\":\"redacted_thinking\",\"data\":\"%s\"}".formatted(REDACTED))
            + ClaudeText.toolUse(2, "toolu_01A", "get_weather", "{\"city\":", "\"Rome\"}")
            + ClaudeText.toolUse(3, "toolu_01B", "get_weather", "{\"city\":\"Oslo\"}")
            + ClaudeText.end("tool_use", 1);
    private static final String GEMINI = """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"Hidden thought","thought":true},\
            {"functionCall":{"name":"get_weather","args":{"city":"Rome"}},"thoughtSignature":"%s"},\
            {"functionCall":{"name":"get_weather","args":{"city":"Oslo"}}}]},"finishReason":"STOP","index":0}],\
            "responseId":"r","modelVersion":"m"}""".formatted(SIGNATURE);
}
