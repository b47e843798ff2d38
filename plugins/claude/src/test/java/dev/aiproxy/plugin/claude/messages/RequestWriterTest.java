package dev.aiproxy.plugin.claude.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.api.chat.Attribution;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Output;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.ResponseFormat;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.chat.Sampling;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.chat.Tool;
import dev.aiproxy.api.chat.ToolChoice;
import dev.aiproxy.api.chat.Tooling;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.UpstreamCodec;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.testkit.schema.Schemas;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Requests of clients that speak another format. */
final class RequestWriterTest {
    private static final Message HELLO = Message.text(Role.USER, "Hello");
    private static final Tool F = new Tool.Function("f", null, null, true, null);
    private static final Tool G = new Tool.Function("g", null, null, null, null);

    private final Exchange exchange = new Exchange();
    private final List<JsonNode> written = new ArrayList<>();

    private JsonNode write(ChatRequest request) {
        JsonNode body = exchange.write(request);
        written.add(body);
        return body;
    }

    private JsonNode write(Message... messages) {
        return write(ChatRequest.of(List.of(messages)));
    }

    @AfterEach
    void everythingWrittenIsValid() {
        if (Schemas.arePresent()) {
            written.forEach(body -> Schemas.assertValid("anthropic-messages-request", Json.text(body)));
        }
    }

    private static void assertJson(JsonNode actual, String expected) {
        assertThat(actual).isEqualTo(Json.parse(expected.replace('\'', '"')));
    }

    @Test
    void instructionsAreHoistedInOrder_QCC1() {
        JsonNode body = write(
                Message.text(Role.SYSTEM, "a"), HELLO, Message.text(Role.DEVELOPER, "b"), Message.text(Role.USER, "x"));

        assertJson(body.path("system"), "[{'type':'text','text':'a'},{'type':'text','text':'b'}]");
        assertThat(body.path("messages")).hasSize(1);
    }

    @Test
    void onlyInstructionsAreRefused_QCC15() {
        assertThatThrownBy(() -> exchange.write(ChatRequest.of(List.of(Message.text(Role.SYSTEM, "a")))))
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }

    @Test
    void resultsMergeBehindTheirCallsBeforeTheUsersText_QCC5_QCC6_WCL2() {
        JsonNode body = write(
                HELLO,
                assistant(
                        Part.Text.of("both"), Part.ToolCall.of("1", "f", "{\"a\":1}"), Part.ToolCall.of("2", "g", "")),
                Message.text(Role.USER, "and?"),
                result("2", "two"),
                result("1", "one"),
                result("2", "two again"));

        assertJson(
                body.path("messages").path(1).path("content"),
                "[{'type':'text','text':'both'},{'type':'tool_use','id':'1','name':'f','input':{'a':1}},"
                        + "{'type':'tool_use','id':'2','name':'g','input':{}}]");
        assertJson(
                body.path("messages").path(2).path("content"),
                "[{'type':'tool_result','tool_use_id':'1','content':'one'},"
                        + "{'type':'tool_result','tool_use_id':'2','content':'two again'},{'type':'text','text':'and?'}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "[1]", "\"text\"", "null", "7"})
    void argumentsThatAreNoObjectBecomeAnEmptyOne_QCC4(String arguments) {
        JsonNode body = write(HELLO, assistant(Part.ToolCall.of("1", "f", arguments)), result("1", "x"));

        assertJson(body.path("messages").path(1).path("content").path(0).path("input"), "{}");
    }

    @Test
    void illegalIdsAreChangedAlikeInCallAndResult_QCC7() {
        JsonNode messages = write(
                        HELLO, assistant(Part.ToolCall.of("llm_version:0", "f", "{}")), result("llm_version:0", "x"))
                .path("messages");

        String id = messages.path(1).path("content").path(0).path("id").asString();
        assertThat(id).matches("[a-zA-Z0-9_-]+");
        assertThat(messages.path(2).path("content").path(0).path("tool_use_id").asString())
                .isEqualTo(id);
    }

    @Test
    void longToolNamesAreShortenedAndRestored_TSC5() {
        String name = "mcp__server__" + "x".repeat(200);
        ChatRequest request = ChatRequest.of(List.of(HELLO))
                .withTooling(new Tooling(List.of(new Tool.Function(name, null, null, null, null)), null, null));
        UpstreamCodec upstream = exchange.upstream();

        JsonNode body = upstream.writeRequest(request);
        written.add(body);
        String wire = body.path("tools").path(0).path("name").asString();
        var answer = upstream.readResponse(Json.parse(
                "{\"content\":[{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"" + wire + "\",\"input\":{}}]}"));

        assertThat(wire).hasSizeLessThanOrEqualTo(128);
        assertThat(answer.first().parts()).containsExactly(Part.ToolCall.of("t", name, "{}"));
    }

    @Test
    void thinkingOfOthersIsDroppedWithoutTrace_TRE8_TRE10() {
        JsonNode body = write(
                HELLO,
                assistant(
                        new Part.Reasoning("mine", null),
                        new Part.Reasoning("theirs", new Signature(Exchange.GEMINI, "x")),
                        new Part.RedactedReasoning(new Signature(Exchange.OPENAI, "y")),
                        Part.Text.of("said")),
                Message.text(Role.USER, "go on"));

        assertJson(body.path("messages").path(1), "{'role':'assistant','content':'said'}");
    }

    @Test
    void audioIsRefused_TCO5() {
        Message message =
                Message.of(Role.USER, List.of(new Part.Audio(new MediaSource.Inline("audio/wav", "UklG"), null)));

        assertThatThrownBy(() -> exchange.write(ChatRequest.of(List.of(message))))
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED));
    }

    @Test
    void mediaBecomeBlocks_TCO() {
        JsonNode body = write(Message.of(
                Role.USER,
                List.of(
                        new Part.Image(new MediaSource.Inline("image/webp", "UklG"), "high", null),
                        new Part.Image(new MediaSource.Url("https://x/y.png", null), null, null),
                        new Part.Document(new MediaSource.Inline("application/pdf", "JVBE"), "n.pdf", null, null),
                        new Part.Document(new MediaSource.Inline("text/csv", "YSxi"), null, null, null))));

        assertJson(
                body.path("messages").path(0).path("content"),
                "[{'type':'image','source':{'type':'base64','media_type':'image/webp','data':'UklG'}},"
                        + "{'type':'image','source':{'type':'url','url':'https://x/y.png'}},"
                        + "{'type':'document','source':{'type':'base64','media_type':'application/pdf','data':'JVBE'},"
                        + "'title':'n.pdf'},"
                        + "{'type':'document','source':{'type':'text','media_type':'text/plain','data':'a,b'}}]");
    }

    @Test
    void samplingIsClampedAndTheRestDropped_QCC11_QCC12_TSA() {
        ChatRequest request = ChatRequest.of(List.of(HELLO))
                .withSampling(new Sampling(
                        new BigDecimal("1.7"),
                        null,
                        5,
                        7L,
                        BigDecimal.ONE,
                        BigDecimal.ONE,
                        List.of("a", "\n\n", ""),
                        2,
                        true,
                        3));

        JsonNode body = write(request);

        assertThat(body.propertyNames())
                .containsExactly("model", "max_tokens", "messages", "temperature", "top_k", "stop_sequences");
        assertThat(body.path("temperature").decimalValue()).isEqualByComparingTo("1");
        assertJson(body.path("stop_sequences"), "['a']");
    }

    @Test
    void aLimitIsAlwaysThere_TSA2() {
        for (String model : List.of("claude-3-opus-20240229", "claude-opus-4-7", "other", "claude-3-5-haiku-latest")) {
            exchange.toModel(model);
            assertThat(write(HELLO).path("max_tokens").asInt()).isGreaterThanOrEqualTo(4096);
        }
    }

    @Test
    void toolsAndChoicesFollowTheTable_TTC_TSC1() {
        ChatRequest request = ChatRequest.of(List.of(HELLO));

        JsonNode single = write(request.withTooling(new Tooling(List.of(F), null, false)));
        assertJson(single.path("tools"), "[{'name':'f','input_schema':{'type':'object','properties':{}}}]");
        assertJson(single.path("tool_choice"), "{'type':'auto','disable_parallel_tool_use':true}");

        JsonNode none = write(request.withTooling(new Tooling(List.of(F), new ToolChoice.None(), false)));
        assertJson(none.path("tool_choice"), "{'type':'none'}");
        assertThat(none.path("tools")).hasSize(1);

        JsonNode allowed = write(
                request.withTooling(new Tooling(List.of(F, G), new ToolChoice.Allowed(List.of("g"), true), null)));
        assertThat(allowed.path("tools").path(0).path("name").asString()).isEqualTo("g");
        assertJson(allowed.path("tool_choice"), "{'type':'any'}");

        JsonNode without = write(request.withTooling(new Tooling(List.of(), new ToolChoice.Required(), null)));
        assertThat(without.has("tool_choice")).isFalse();
    }

    @Test
    void toolsThatAnotherVendorRunsAreLeftOut_TSC6() {
        Tool search = new Tool.BuiltIn(Exchange.GEMINI, "googleSearch", Json.object());

        assertThat(write(ChatRequest.of(List.of(HELLO)).withTooling(new Tooling(List.of(search), null, null)))
                        .has("tools"))
                .isFalse();
    }

    @Test
    void schemasGoWhereTheModelKnowsThem_TSO2() {
        ResponseFormat schema = new ResponseFormat.JsonSchema("n", "d", Json.parse("{\"type\":\"object\"}"), true);
        ChatRequest request = ChatRequest.of(List.of(HELLO)).withOutput(new Output(null, schema, null, List.of()));

        assertJson(
                write(request).path("output_config"), "{'format':{'type':'json_schema','schema':{'type':'object'}}}");
        exchange.toModel("claude-3-7-sonnet-latest");
        assertThat(write(request).has("output_config")).isFalse();
    }

    @Test
    void theUserIsNamedOnlyIfOpaqueAndMetadataNotAtAll_QCC13() {
        assertJson(write(attributed("u-1")).path("metadata"), "{'user_id':'u-1'}");
        assertThat(write(attributed("a@example.com")).has("metadata")).isFalse();
        assertThat(write(attributed("u".repeat(513))).has("metadata")).isFalse();
        assertThat(write(attributed("u-1")).has("service_tier")).isFalse();
    }

    private static ChatRequest attributed(String user) {
        ChatRequest plain = ChatRequest.of(List.of(HELLO));
        return new ChatRequest(
                plain.messages(),
                plain.tooling(),
                plain.sampling(),
                plain.output(),
                null,
                new Attribution(user, Map.of("k", "v"), "flex", "key", true),
                Map.of("future", Json.object()));
    }

    private static Message assistant(Part... parts) {
        return Message.of(Role.ASSISTANT, List.of(parts));
    }

    private static Message result(String id, String text) {
        return Message.of(
                Role.TOOL, List.of(new Part.ToolResult(id, null, List.of(Part.Text.of(text)), false, null, null)));
    }
}
