package dev.aiproxy.plugin.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.api.chat.Attribution;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Output;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.ReasoningOptions;
import dev.aiproxy.api.chat.ReasoningOptions.Effort;
import dev.aiproxy.api.chat.ReasoningOptions.Mode;
import dev.aiproxy.api.chat.ResponseFormat;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.chat.Sampling;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.chat.Tool;
import dev.aiproxy.api.chat.ToolChoice;
import dev.aiproxy.api.chat.Tooling;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.translate.UpstreamCodec;
import dev.aiproxy.api.wire.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class RequestWriterTest {
    private static final Message USER = Message.text(Role.USER, "x");

    private final Exchange exchange = new Exchange();

    @Test
    void instructionsStandInTheirPlaces_QKC1() {
        assertMessages(
                List.of(
                        Message.of(Role.SYSTEM, List.of(Part.Text.of("a"), Part.Text.of("b"))),
                        Message.text(Role.DEVELOPER, "c"),
                        USER),
                """
                [{"role":"system","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},
                 {"role":"developer","content":"c"},
                 {"role":"user","content":"x"}]
                """);
    }

    @Test
    void fileWithoutNameIsNamedAfterItsKind_QGC5() {
        Part video = new Part.Document(new MediaSource.Inline("video/mp4", "QQ=="), null, null, null);

        assertMessages(List.of(Message.of(Role.USER, List.of(video))), """
                [{"role":"user","content":[
                  {"type":"file","file":{"filename":"document.mp4","file_data":"data:video/mp4;base64,QQ=="}}]}]
                """);
    }

    @Test
    void toolResultsFollowTheirCallsDirectly_QKC2_WCH9() {
        assertMessages(
                List.of(
                        Message.of(
                                Role.ASSISTANT,
                                List.of(
                                        Part.Text.of("t"),
                                        Part.ToolCall.of("a", "f", "{\"x\":1}"),
                                        Part.ToolCall.of("b", "g", "{}"))),
                        Message.text(Role.USER, "rest"),
                        Message.of(Role.TOOL, List.of(result("b", Part.Text.of("2")))),
                        Message.of(Role.TOOL, List.of(result("a", Part.Text.of("1"))))),
                """
                [{"role":"assistant","content":"t","tool_calls":[
                   {"id":"a","type":"function","function":{"name":"f","arguments":"{\\"x\\":1}"}},
                   {"id":"b","type":"function","function":{"name":"g","arguments":"{}"}}]},
                 {"role":"tool","tool_call_id":"a","content":"1"},
                 {"role":"tool","tool_call_id":"b","content":"2"},
                 {"role":"user","content":"rest"}]
                """);
    }

    @Test
    void mediaOfResultsMoveToAUserMessageBehindThem_QKC3_WCH10() {
        Part image = new Part.Image(new MediaSource.Inline("image/png", "QQ=="), null, null);

        assertMessages(
                List.of(
                        Message.of(
                                Role.ASSISTANT,
                                List.of(Part.ToolCall.of("a", "f", "{}"), Part.ToolCall.of("b", "f", "{}"))),
                        Message.of(Role.TOOL, List.of(result("a", Part.Text.of("1"), image), result("b")))),
                """
                [{"role":"assistant","content":null,"tool_calls":[
                   {"id":"a","type":"function","function":{"name":"f","arguments":"{}"}},
                   {"id":"b","type":"function","function":{"name":"f","arguments":"{}"}}]},
                 {"role":"tool","tool_call_id":"a","content":"1"},
                 {"role":"tool","tool_call_id":"b","content":""},
                 {"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,QQ=="}}]}]
                """);
    }

    @Test
    void callsSplitOverNeighbouringMessagesAreOne_WCH9() {
        JsonNode messages = write(ChatRequest.of(List.of(
                        Message.of(Role.ASSISTANT, List.of(Part.ToolCall.of("a", "f", "{}"))),
                        Message.of(Role.ASSISTANT, List.of(Part.ToolCall.of("b", "f", "{}"))),
                        Message.of(Role.TOOL, List.of(result("a"))),
                        Message.of(Role.TOOL, List.of(result("b"))))))
                .path("messages");

        assertThat(messages.size()).isEqualTo(3);
        assertThat(messages.path(0).path("tool_calls").size()).isEqualTo(2);
    }

    @Test
    void anUnpairedCallOrResultIsRefused_WCH9() {
        assertRefused(
                ErrorCode.INVALID_REQUEST, Message.of(Role.ASSISTANT, List.of(Part.ToolCall.of("a", "f", "{}"))), USER);
        assertRefused(ErrorCode.INVALID_REQUEST, USER, Message.of(Role.TOOL, List.of(result("a"))));
    }

    @Test
    void thinkingIsNotReplayed_QKC5_TRE8() {
        Signature signature = new Signature(Exchange.CLAUDE, "sig");

        assertMessages(
                List.of(
                        Message.of(Role.ASSISTANT, List.of(new Part.Reasoning("hm", signature), Part.Text.of("yes"))),
                        Message.of(Role.ASSISTANT, List.of(new Part.RedactedReasoning(signature))),
                        USER),
                """
                [{"role":"assistant","content":"yes"},{"role":"user","content":"x"}]
                """);
    }

    @Test
    void signaturesReturnToTheirOriginOnly_TRE10() {
        JsonNode calls = write(ChatRequest.of(List.of(
                        Message.of(
                                Role.ASSISTANT,
                                List.of(
                                        signed(
                                                "a",
                                                new Signature(
                                                        ChatFormat.ID, "{\"google\":{\"thought_signature\":\"s\"}}")),
                                        signed("b", new Signature(Exchange.GEMINI, "s")))),
                        Message.of(Role.TOOL, List.of(result("a"), result("b"))))))
                .path("messages")
                .path(0)
                .path("tool_calls");

        assertThat(Json.text(calls.path(0).path("extra_content")))
                .isEqualTo("{\"google\":{\"thought_signature\":\"s\"}}");
        assertThat(calls.path(1).has("extra_content")).isFalse();
    }

    @Test
    void mediaAreWrittenByKind_QKC10_TCO() {
        assertMessages(
                List.of(Message.of(
                        Role.USER,
                        List.of(
                                new Part.Image(new MediaSource.Url("https://example.com/a.png", null), "high", null),
                                new Part.Document(new MediaSource.Inline("application/pdf", "UERG"), null, null, null),
                                new Part.Document(new MediaSource.PlainText("plain"), "t", null, null),
                                new Part.Document(new MediaSource.Inline("text/plain", "aGk="), null, null, null),
                                new Part.Audio(new MediaSource.Inline("audio/mpeg", "QQ=="), null),
                                new Part.Unknown(Exchange.CLAUDE, Json.object())))),
                """
                [{"role":"user","content":[
                  {"type":"image_url","image_url":{"url":"https://example.com/a.png","detail":"high"}},
                  {"type":"file","file":{"filename":"document.pdf","file_data":"data:application/pdf;base64,UERG"}},
                  {"type":"text","text":"plain"},
                  {"type":"text","text":"hi"},
                  {"type":"input_audio","input_audio":{"data":"QQ==","format":"mp3"}}]}]
                """);
    }

    @Test
    void whatTheFormatCannotSayIsRefused_TCO() {
        assertRefused(
                ErrorCode.UNSUPPORTED,
                user(new Part.Document(new MediaSource.Url("https://example.com/a.pdf", null), null, null, null)));
        assertRefused(
                ErrorCode.UNSUPPORTED,
                user(new Part.Document(new MediaSource.FileId("claude-file"), null, null, null)));
        assertRefused(ErrorCode.UNSUPPORTED, user(new Part.Audio(new MediaSource.Inline("audio/ogg", "QQ=="), null)));
        assertRefused(ErrorCode.UNSUPPORTED, user(new Part.Image(new MediaSource.FileId("f"), null, null)));
    }

    @Test
    void toolsAreNestedAndServerToolsLeftOut_QKC6_TSC1_TSC6() {
        JsonNode body = write(ChatRequest.of(List.of(USER))
                .withTooling(new Tooling(
                        List.of(
                                new Tool.Function("f", "d", Json.parse("{\"type\":\"object\"}"), null, null),
                                new Tool.Function("g", null, null, true, null),
                                new Tool.BuiltIn(Exchange.CLAUDE, "web_search_20250305", Json.object())),
                        new ToolChoice.Named("f"),
                        false)));

        assertJson(body.path("tools"), """
                [{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object","properties":{}}}},
                 {"type":"function","function":{"name":"g","strict":true}}]
                """);
        assertJson(body.path("tool_choice"), "{\"type\":\"function\",\"function\":{\"name\":\"f\"}}");
        assertThat(body.path("parallel_tool_calls").isBoolean()).isTrue();
    }

    @Test
    void aChoiceWithoutToolsIsNotSent_TTC4() {
        JsonNode body = write(
                ChatRequest.of(List.of(USER)).withTooling(new Tooling(List.of(), new ToolChoice.Required(), true)));

        assertThat(body.has("tool_choice") || body.has("parallel_tool_calls") || body.has("tools"))
                .isFalse();
    }

    @Test
    void noneKeepsTheTools_TTC1() {
        JsonNode body = write(ChatRequest.of(List.of(USER)).withTooling(tooling("f", new ToolChoice.None())));

        assertThat(body.path("tool_choice").asString()).isEqualTo("none");
        assertThat(body.path("tools").size()).isEqualTo(1);
    }

    @Test
    void longNamesAreFittedAndRestored_TSC5_QKC13() {
        String name = "mcp__" + "server.".repeat(12) + "tool";
        UpstreamCodec upstream = exchange.upstream();

        JsonNode body = upstream.writeRequest(
                ChatRequest.of(List.of(USER)).withTooling(tooling(name, new ToolChoice.Named(name))));
        String wire = body.path("tools").path(0).path("function").path("name").asString();
        var response = upstream.readResponse(
                Json.parse("{\"choices\":[{\"message\":{\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"" + wire
                        + "\",\"arguments\":\"{}\"}}]}}]}"));

        assertThat(wire).matches("[a-zA-Z0-9_-]{1,64}");
        assertThat(body.path("tool_choice").path("function").path("name").asString())
                .isEqualTo(wire);
        assertThat(response.first().parts()).containsExactly(Part.ToolCall.of("a", name, "{}"));
    }

    @Test
    void longCallIdsAreFittedAlikeInCallAndResult_WCH12() {
        String id = "call_" + "x".repeat(60);
        JsonNode messages = write(ChatRequest.of(List.of(
                        Message.of(Role.ASSISTANT, List.of(Part.ToolCall.of(id, "f", "{}"))),
                        Message.of(Role.TOOL, List.of(result(id))))))
                .path("messages");

        String written = messages.path(0).path("tool_calls").path(0).path("id").asString();
        assertThat(written).hasSizeLessThanOrEqualTo(40);
        assertThat(messages.path(1).path("tool_call_id").asString()).isEqualTo(written);
    }

    @Test
    void settingsAreWritten_QKC8_QGC6_TSA() {
        ChatRequest request = new ChatRequest(
                List.of(USER),
                Tooling.NONE,
                new Sampling(
                        BigDecimal.ZERO,
                        new BigDecimal("0.90"),
                        40,
                        7L,
                        new BigDecimal("0.5"),
                        new BigDecimal("-0.5"),
                        List.of("a", "", "b", "c", "d", "e"),
                        2,
                        true,
                        3),
                new Output(100, null, "low", List.of()),
                null,
                new Attribution("u", Map.of("k", "v"), "standard_only", "key", false),
                Map.of("zeta", Json.object()));

        assertJson(write(request), """
                {"model":"upstream-model","messages":[{"role":"user","content":"x"}],
                 "max_completion_tokens":100,"verbosity":"low","temperature":0,"top_p":0.90,"seed":7,
                 "presence_penalty":0.5,"frequency_penalty":-0.5,"n":2,"logprobs":true,"top_logprobs":3,
                 "stop":["a","b","c","d"],"user":"u","metadata":{"k":"v"},"prompt_cache_key":"key","store":false}
                """);
    }

    @Test
    void aSchemaGetsAName_TSO3() {
        JsonNode format = write(ChatRequest.of(List.of(USER))
                        .withOutput(new Output(
                                null,
                                new ResponseFormat.JsonSchema(null, null, Json.parse("{\"type\":\"object\"}"), null),
                                null,
                                List.of())))
                .path("response_format");

        assertJson(
                format,
                "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"response\",\"schema\":{\"type\":\"object\"}}}");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,LOW,-,low",
                "ENABLED,HIGH,1024,high",
                "-,MAX,-,max",
                "-,NONE,-,none",
                "ENABLED,-,0,none",
                "ENABLED,-,512,minimal",
                "ENABLED,-,1024,low",
                "ENABLED,-,8192,medium",
                "ENABLED,-,8193,high",
                "ENABLED,-,32000,high",
                "ADAPTIVE,-,-1,-",
                "ADAPTIVE,-,-,-",
                "DISABLED,-,-,-",
            })
    void thinkingBecomesAnEffort_TRE3_TRE4_TRE5(
            @Nullable Mode mode, @Nullable Effort effort, @Nullable Integer budget, @Nullable String word) {
        JsonNode body =
                write(ChatRequest.of(List.of(USER)).withReasoning(new ReasoningOptions(mode, effort, budget, null)));

        assertThat(body.path("reasoning_effort").asString(null)).isEqualTo(word);
    }

    @Test
    void aStreamIsAskedForUsage_QALL3_QALL4() {
        TargetFacts target = new TargetFacts("test", "m", true, Exchange.CLAUDE, Instant.EPOCH, prefix -> prefix + "1");

        JsonNode body = new ChatUpstream(target).writeRequest(ChatRequest.of(List.of(USER)));

        assertThat(body.path("stream").asBoolean()).isTrue();
        assertThat(body.path("stream_options").path("include_usage").asBoolean())
                .isTrue();
        assertThat(write(ChatRequest.of(List.of(USER))).has("stream")).isFalse();
    }

    @Test
    void whatAChatClientSaidComesBackTheSame() {
        String body = """
                {"model":"upstream-model","messages":[
                  {"role":"system","content":"be brief"},
                  {"role":"user","content":[{"type":"text","text":"what?"},
                    {"type":"image_url","image_url":{"url":"data:image/png;base64,QQ=="}}]},
                  {"role":"assistant","content":"calling","tool_calls":[
                    {"id":"c1","type":"function","function":{"name":"f","arguments":"{ \\"a\\": 1.0 }"}}]},
                  {"role":"tool","tool_call_id":"c1","content":"done"},
                  {"role":"user","content":"and?"}],
                 "tools":[{"type":"function","function":{"name":"f","description":"d",
                   "parameters":{"type":"object","properties":{"a":{"type":"number"}}},"strict":true}}],
                 "tool_choice":"required","parallel_tool_calls":true,
                 "max_completion_tokens":64,
                 "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object"},"strict":true}},
                 "temperature":0.1,"top_p":1e0,"stop":["z"],"reasoning_effort":"medium","user":"u"}
                """;

        assertThat(Json.text(write(exchange.read(body)))).isEqualTo(Json.text(Json.parse(body)));
    }

    private JsonNode write(ChatRequest request) {
        return exchange.write(request);
    }

    private void assertMessages(List<Message> messages, String expected) {
        assertJson(write(ChatRequest.of(messages)).path("messages"), expected);
    }

    private static void assertJson(JsonNode actual, String expected) {
        assertThat(Json.text(actual)).isEqualTo(Json.text(Json.parse(expected)));
    }

    private void assertRefused(ErrorCode code, Message... messages) {
        assertThatThrownBy(() -> write(ChatRequest.of(List.of(messages))))
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        fault -> assertThat(fault.code()).isEqualTo(code));
    }

    private static Message user(Part part) {
        return Message.of(Role.USER, List.of(part));
    }

    private static Tooling tooling(String name, ToolChoice choice) {
        return new Tooling(List.of(new Tool.Function(name, null, null, null, null)), choice, null);
    }

    private static Part signed(String id, Signature signature) {
        return new Part.ToolCall(id, "f", "{}", signature, null);
    }

    private static Part result(String id, Part... content) {
        return new Part.ToolResult(id, null, List.of(content), false, null, null);
    }
}
