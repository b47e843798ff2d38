package dev.aiproxy.plugin.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Output;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.ReasoningOptions;
import dev.aiproxy.api.chat.ReasoningOptions.Effort;
import dev.aiproxy.api.chat.ResponseFormat;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.chat.Sampling;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.chat.Tool;
import dev.aiproxy.api.chat.ToolChoice;
import dev.aiproxy.api.chat.Tooling;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

final class RequestWriterTest {
    private final Exchange exchange = new Exchange();

    private static ChatRequest conversation(Message... messages) {
        return ChatRequest.of(List.of(messages));
    }

    private static Message user(Part... parts) {
        return Message.of(Role.USER, List.of(parts));
    }

    private static Message assistant(Part... parts) {
        return Message.of(Role.ASSISTANT, List.of(parts));
    }

    private JsonNode input(ChatRequest request) {
        return exchange.write(request).path("input");
    }

    /** Q-KR-1, Q-CR-1. */
    @Test
    void systemMessagesInFrontAreTheInstructions() {
        ObjectNode body = exchange.write(conversation(
                Message.text(Role.SYSTEM, "A"),
                Message.text(Role.SYSTEM, "B"),
                Message.text(Role.USER, "U"),
                Message.text(Role.DEVELOPER, "D")));

        assertThat(body.path("instructions").asString()).isEqualTo("A\nB");
        assertThat(body.path("input")).isEqualTo(Json.parse("""
                [{"type":"message","role":"user","content":"U"},{"type":"message","role":"developer","content":"D"}]"""));
    }

    @Test
    void instructionsAloneAreInput() {
        ObjectNode body = exchange.write(conversation(Message.text(Role.SYSTEM, "A")));

        assertThat(body.has("instructions")).isFalse();
        assertThat(body.path("input").path(0).path("role").asString()).isEqualTo("system");
    }

    /** Q-CR-2, Q-KR-2. */
    @Test
    void callsAndResultsAreItems() {
        JsonNode input = input(conversation(
                user(Part.Text.of("U")),
                assistant(Part.Text.of("Look"), Part.ToolCall.of("toolu_1", "f", "{\"a\":1}")),
                Message.of(
                        Role.TOOL,
                        List.of(new Part.ToolResult(
                                "toolu_1",
                                null,
                                List.of(
                                        Part.Text.of("no"),
                                        new Part.Image(new MediaSource.Inline("image/png", "QQ=="), null, null)),
                                true,
                                null,
                                null)))));

        assertThat(input.path(1)).isEqualTo(Json.parse("""
                {"type":"message","role":"assistant","content":"Look"}"""));
        assertThat(input.path(2)).isEqualTo(Json.parse("""
                {"type":"function_call","call_id":"toolu_1","name":"f","arguments":"{\\"a\\":1}"}"""));
        assertThat(input.path(3)).isEqualTo(Json.parse("""
                {"type":"function_call_output","call_id":"toolu_1","status":"incomplete","output":[
                {"type":"input_text","text":"no"},
                {"type":"input_image","image_url":"data:image/png;base64,QQ==","detail":"auto"}]}"""));
    }

    /** T-RE-8, T-RE-10, Q-KR-4. */
    @Test
    void onlyOwnThinkingIsReplayed() {
        JsonNode input = input(conversation(
                user(Part.Text.of("U")),
                assistant(
                        new Part.Reasoning("theirs", new Signature(Exchange.CLAUDE, "sig")),
                        new Part.Reasoning("unsigned", null),
                        new Part.RedactedReasoning(new Signature(Exchange.CLAUDE, "data")),
                        new Part.Reasoning("ours", new Signature(ResponsesFormat.ID, "rs_1|gAAA==")),
                        Part.Text.of("Yes")),
                user(Part.Text.of("V")),
                assistant(new Part.Reasoning("idle", new Signature(ResponsesFormat.ID, "rs_2|gAAB==")))));

        assertThat(input).isEqualTo(Json.parse("""
                [{"type":"message","role":"user","content":"U"},
                {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"ours"}],"encrypted_content":"gAAA=="},
                {"type":"message","role":"assistant","content":"Yes"},
                {"type":"message","role":"user","content":"V"}]"""));
    }

    /** T-CO, T-CO-1. */
    @Test
    void mediaAreInputParts() {
        JsonNode content = input(conversation(user(
                        Part.Text.of("U"),
                        new Part.Image(new MediaSource.Url("https://x/y.png", null), "low", null),
                        new Part.Document(new MediaSource.Inline("application/pdf", "QQ=="), null, null, null),
                        new Part.Document(new MediaSource.Url("https://x/y.pdf", null), "y", null, null),
                        new Part.Document(new MediaSource.PlainText("plain"), null, null, null))))
                .path(0)
                .path("content");

        assertThat(content).isEqualTo(Json.parse("""
                [{"type":"input_text","text":"U"},
                {"type":"input_image","image_url":"https://x/y.png","detail":"low"},
                {"type":"input_file","filename":"document.pdf","file_data":"data:application/pdf;base64,QQ=="},
                {"type":"input_file","file_url":"https://x/y.pdf"},
                {"type":"input_text","text":"plain"}]"""));
    }

    /** T-CO-5. */
    @Test
    void audioIsRefused() {
        ChatRequest request = conversation(user(new Part.Audio(new MediaSource.Inline("audio/wav", "QQ=="), null)));

        assertThatThrownBy(() -> exchange.write(request))
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED));
    }

    /** Q-CR-5, T-SC-1, T-SC-6, W-RS-10. */
    @Test
    void toolsAreFlatAndNotStrictUnlessAsked() {
        Tooling tooling = new Tooling(
                List.of(
                        new Tool.Function("f", null, null, null, null),
                        new Tool.BuiltIn(Exchange.CLAUDE, "bash", Json.object())),
                new ToolChoice.Allowed(List.of("f"), true),
                false);

        ObjectNode body =
                exchange.write(conversation(Message.text(Role.USER, "U")).withTooling(tooling));

        assertThat(body.path("tools")).isEqualTo(Json.parse("""
                [{"type":"function","name":"f","parameters":{"type":"object","properties":{}},"strict":false}]"""));
        assertThat(body.path("tool_choice")).isEqualTo(Json.parse("""
                {"type":"allowed_tools","mode":"required","tools":[{"type":"function","name":"f"}]}"""));
        assertThat(body.path("parallel_tool_calls").asBoolean(true)).isFalse();
    }

    /** T-TC-4. */
    @Test
    void choiceWithoutToolsIsLeftOut() {
        ObjectNode body = exchange.write(conversation(Message.text(Role.USER, "U"))
                .withTooling(new Tooling(List.of(), new ToolChoice.Required(), null)));

        assertThat(body.has("tool_choice")).isFalse();
    }

    /** Q-CR-3, Q-CR-4, T-SA-5, T-SA-7, T-SO-1. */
    @Test
    void settingsFindTheirPlaces() {
        ChatRequest request = conversation(Message.text(Role.USER, "U"))
                .withOutput(
                        new Output(1, new ResponseFormat.JsonSchema(null, null, Json.object(), null), "low", List.of()))
                .withSampling(new Sampling(BigDecimal.ZERO, null, 5, 7L, null, null, List.of("END"), 1, null, null))
                .withReasoning(new ReasoningOptions(null, Effort.LOW, null, true));

        ObjectNode body = exchange.write(request);

        assertThat(body.path("max_output_tokens").asInt()).isEqualTo(16);
        assertThat(body.path("temperature").asInt(-1)).isZero();
        assertThat(body.path("text")).isEqualTo(Json.parse("""
                {"format":{"type":"json_schema","name":"response","schema":{}},"verbosity":"low"}"""));
        assertThat(body.path("reasoning")).isEqualTo(Json.parse("{\"effort\":\"low\",\"summary\":\"auto\"}"));
        assertThat(body.path("include").path(0).asString()).isEqualTo("reasoning.encrypted_content");
        assertThat(body.path("store").asBoolean(true)).isFalse();
        assertThat(body.propertyNames()).doesNotContain("stop", "seed", "top_k", "n", "stream");
    }

    /** Models that do not think refuse to be asked for what they thought. */
    @ParameterizedTest
    @CsvSource({"gpt-4o,false", "gpt-5.2,true", "gpt-5-chat-latest,false", "o4-mini,true", "codex-mini-latest,true"})
    void thinkingIsAskedForWhereAModelThinks(String model, boolean asked) {
        exchange.toModel(model);

        assertThat(exchange.write(conversation(Message.text(Role.USER, "U"))).has("include"))
                .isEqualTo(asked);
    }

    /** W-RS-4. */
    @Test
    void longCallIdsAreShortenedTheSameWayInBothPlaces() {
        String id = "x".repeat(65);
        JsonNode input = input(conversation(
                assistant(Part.ToolCall.of(id, "f", "{}")),
                Message.of(Role.TOOL, List.of(new Part.ToolResult(id, null, List.of(), false, null, null)))));

        String sent = input.path(0).path("call_id").asString();
        assertThat(sent).hasSizeLessThanOrEqualTo(64);
        assertThat(input.path(1).path("call_id").asString()).isEqualTo(sent);
    }
}
