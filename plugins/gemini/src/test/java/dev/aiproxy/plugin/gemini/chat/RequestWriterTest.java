package dev.aiproxy.plugin.gemini.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.aiproxy.api.chat.Tool;
import dev.aiproxy.api.chat.ToolChoice;
import dev.aiproxy.api.chat.Tooling;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Requests of other formats' clients towards Gemini. */
final class RequestWriterTest {
    private static final String THREE = "gemini-3-flash-preview";
    private static final String TWO_FIVE = "gemini-2.5-flash";
    private static final Message HI = Message.text(Role.USER, "hi");
    private static final JsonNode SCHEMA = Json.parse("{\"type\":\"object\",\"additionalProperties\":false}");
    private static final Tool.Function LOOK = new Tool.Function("look", "looks", SCHEMA, true, null);

    private final Exchange exchange = new Exchange();

    @Test
    void everyInstructionReachesTheModelInOrder_QCG1() {
        JsonNode body = write(
                TWO_FIVE,
                Message.text(Role.SYSTEM, "one"),
                HI,
                Message.text(Role.DEVELOPER, "two"),
                Message.text(Role.ASSISTANT, "yes"));

        assertThat(body)
                .isEqualTo(Json.parse("{\"systemInstruction\":{\"parts\":[{\"text\":\"one\"},{\"text\":\"two\"}]},"
                        + "\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]},"
                        + "{\"role\":\"model\",\"parts\":[{\"text\":\"yes\"}]}]}"));
    }

    @Test
    void aConversationOfInstructionsOnlyIsRefused_QCG1() {
        assertThatThrownBy(() -> write(TWO_FIVE, Message.text(Role.SYSTEM, "one")))
                .isInstanceOf(GatewayException.class);
    }

    @Test
    void parallelResultsStandInOneContentInTheOrderOfTheCalls_QCG3_QCG4_WGE2() {
        JsonNode contents = write(
                        TWO_FIVE,
                        HI,
                        Message.of(
                                Role.ASSISTANT,
                                List.of(Part.ToolCall.of("a", "look", "{\"x\":1}"), Part.ToolCall.of("b", "hear", ""))),
                        result("b", "two", false),
                        result("a", "bad", true),
                        Message.text(Role.USER, "go on"))
                .path("contents");

        assertThat(contents.path(1).path("parts"))
                .isEqualTo(Json.parse("[{\"functionCall\":{\"id\":\"a\",\"name\":\"look\",\"args\":{\"x\":1}}},"
                        + "{\"functionCall\":{\"id\":\"b\",\"name\":\"hear\",\"args\":{}}}]"));
        assertThat(contents.path(2).path("parts"))
                .isEqualTo(
                        Json.parse(
                                "[{\"functionResponse\":{\"id\":\"a\",\"name\":\"look\",\"response\":{\"error\":\"bad\"}}},"
                                        + "{\"functionResponse\":{\"id\":\"b\",\"name\":\"hear\",\"response\":{\"output\":\"two\"}}}]"));
        assertThat(contents.path(3).path("parts").path(0).path("text").asString())
                .isEqualTo("go on");
    }

    @Test
    void aPartlyAnsweredBatchIsRefused_WGE2() {
        Message calls =
                Message.of(Role.ASSISTANT, List.of(Part.ToolCall.of("a", "f", "{}"), Part.ToolCall.of("b", "f", "{}")));

        assertThatThrownBy(() -> write(THREE, HI, calls, result("a", "x", false)))
                .isInstanceOf(GatewayException.class);
        assertThat(write(THREE, HI, calls).path("contents")).hasSize(2);
    }

    @Test
    void onlyTheFirstCallOfTheCurrentTurnNeedsAStandInSignature_QCG11_WGE12() {
        Message[] loop = {
            HI,
            Message.of(Role.ASSISTANT, List.of(Part.ToolCall.of("a", "f", "{}"))),
            result("a", "x", false),
            Message.text(Role.USER, "again"),
            Message.of(Role.ASSISTANT, List.of(Part.ToolCall.of("b", "f", "{}"), Part.ToolCall.of("c", "f", "{}"))),
            Message.of(Role.TOOL, List.of(toolResult("b"), toolResult("c")))
        };

        JsonNode contents = write(THREE, loop).path("contents");

        assertThat(Json.text(contents.path(1))).doesNotContain("thoughtSignature");
        assertThat(contents.path(4)
                        .path("parts")
                        .path(0)
                        .path("thoughtSignature")
                        .asString())
                .isEqualTo("skip_thought_signature_validator");
        assertThat(contents.path(4).path("parts").path(1).has("thoughtSignature"))
                .isFalse();
        assertThat(Json.text(write(TWO_FIVE, loop))).doesNotContain("thoughtSignature");
    }

    @Test
    void mediaOfAResultStandInsideOrBehindIt_QKG3() {
        Part image = new Part.Image(new MediaSource.Inline("image/png", "QQ=="), null, null);
        Message[] loop = {
            HI,
            Message.of(Role.ASSISTANT, List.of(Part.ToolCall.of("a", "f", "{}"))),
            Message.of(
                    Role.TOOL,
                    List.of(new Part.ToolResult("a", null, List.of(Part.Text.of("see"), image), false, null, null)))
        };
        JsonNode inline = Json.parse("[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"QQ==\"}}]");

        JsonNode inside = write(THREE, loop).path("contents");
        JsonNode behind = write(TWO_FIVE, loop).path("contents");

        assertThat(inside).hasSize(3);
        assertThat(inside.path(2).path("parts").path(0).path("functionResponse").path("parts"))
                .isEqualTo(inline);
        assertThat(behind.path(3).path("parts")).isEqualTo(inline);
    }

    @Test
    void mediaKeepTheirBytesAndTypes_TCO1() {
        JsonNode parts = write(
                        TWO_FIVE,
                        Message.of(
                                Role.USER,
                                List.of(
                                        new Part.Image(new MediaSource.Url("https://x/y.PNG?z=1", null), "low", null),
                                        new Part.Document(
                                                new MediaSource.Inline("application/pdf", "Q Q"), "n", null, null),
                                        new Part.Document(new MediaSource.PlainText("plain"), null, null, null),
                                        new Part.Audio(new MediaSource.Inline("audio/wav", "QQ=="), null))))
                .path("contents")
                .path(0)
                .path("parts");

        assertThat(parts)
                .isEqualTo(
                        Json.parse("[{\"fileData\":{\"mimeType\":\"image/png\",\"fileUri\":\"https://x/y.PNG?z=1\"}},"
                                + "{\"inlineData\":{\"mimeType\":\"application/pdf\",\"data\":\"Q Q\"}},{\"text\":\"plain\"},"
                                + "{\"inlineData\":{\"mimeType\":\"audio/wav\",\"data\":\"QQ==\"}}]"));
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-2.5-flash,NONE,0,",
        "gemini-2.5-pro,NONE,128,",
        "gemini-2.5-flash,LOW,1024,",
        "gemini-2.5-flash,MEDIUM,8192,",
        "gemini-2.5-flash,MAX,24576,",
        "gemini-2.5-pro,MAX,32768,",
        "gemini-3-flash-preview,MINIMAL,,MINIMAL",
        "gemini-3-pro-preview,NONE,,LOW",
        "gemini-3-pro-preview,MEDIUM,,HIGH",
        "gemini-3.1-pro-preview,MEDIUM,,MEDIUM",
        "gemini-3-flash-preview,XHIGH,,HIGH"
    })
    void effortIsABudgetOrALevelByGeneration_TRE2_QCG8(String model, Effort effort, Integer budget, String level) {
        JsonNode thinking = thinking(model, ReasoningOptions.effort(effort), null);

        assertThat(thinking.path("thinkingBudget").asString(null)).isEqualTo(budget == null ? null : budget.toString());
        assertThat(thinking.path("thinkingLevel").asString(null)).isEqualTo(level);
        assertThat(thinking.path("includeThoughts").asBoolean(false)).isEqualTo(effort != Effort.NONE);
    }

    @Test
    void aBudgetIsKeptButStaysBelowTheLimit_QKG5_TRE1() {
        ReasoningOptions budget = new ReasoningOptions(Mode.ENABLED, null, 2000, null);

        assertThat(thinking(TWO_FIVE, budget, null).path("thinkingBudget").asInt())
                .isEqualTo(2000);
        assertThat(thinking(TWO_FIVE, budget, 1500).path("thinkingBudget").asInt())
                .isEqualTo(1499);
        assertThat(thinking(THREE, budget, null).path("thinkingLevel").asString())
                .isEqualTo("LOW");
        assertThat(thinking("gemini-2.0-flash", budget, null).isEmpty()).isTrue();
    }

    @Test
    void toolsBeatJsonOutputOnOlderModels_WGE13() {
        ChatRequest request = ChatRequest.of(List.of(HI))
                .withTooling(new Tooling(List.of(LOOK), null, null))
                .withOutput(new Output(null, new ResponseFormat.JsonSchema("n", null, SCHEMA, true), null, List.of()));

        JsonNode three = exchange.write(THREE, request);
        JsonNode older = exchange.write(TWO_FIVE, request);

        assertThat(three.path("generationConfig"))
                .isEqualTo(Json.parse(
                        "{\"responseMimeType\":\"application/json\",\"responseJsonSchema\":" + SCHEMA + "}"));
        assertThat(older.has("generationConfig")).isFalse();
        assertThat(older.path("tools"))
                .isEqualTo(Json.parse("[{\"functionDeclarations\":[{\"name\":\"look\",\"description\":\"looks\","
                        + "\"parametersJsonSchema\":" + SCHEMA + "}]}]"));
    }

    @Test
    void choicesBecomeModes_TTC1_QCG5() {
        assertThat(calling(new ToolChoice.Auto())).isEqualTo("{\"mode\":\"AUTO\"}");
        assertThat(calling(new ToolChoice.None())).isEqualTo("{\"mode\":\"NONE\"}");
        assertThat(calling(new ToolChoice.Required())).isEqualTo("{\"mode\":\"ANY\"}");
        assertThat(calling(new ToolChoice.Named("look")))
                .isEqualTo("{\"mode\":\"ANY\",\"allowedFunctionNames\":[\"look\"]}");
        assertThat(calling(new ToolChoice.Allowed(List.of("look"), false)))
                .isEqualTo("{\"mode\":\"VALIDATED\",\"allowedFunctionNames\":[\"look\"]}");
    }

    @Test
    void zerosSurviveAndStopsAreLimited_TSA7_TSA1() {
        Sampling sampling = new Sampling(
                BigDecimal.ZERO, null, 3, 7L, null, null, List.of("1", "2", "3", "4", "5", "6"), 2, true, 30);

        assertThat(Json.text(
                        exchange.write(TWO_FIVE, ChatRequest.of(List.of(HI)).withSampling(sampling))
                                .path("generationConfig")))
                .isEqualTo(("{\"temperature\":0,\"topK\":3,\"seed\":7,\"candidateCount\":2,\"responseLogprobs\":true,"
                        + "\"logprobs\":20,\"stopSequences\":[\"1\",\"2\",\"3\",\"4\",\"5\"]}"));
    }

    private String calling(ToolChoice choice) {
        ChatRequest request = ChatRequest.of(List.of(HI)).withTooling(new Tooling(List.of(LOOK), choice, false));
        return Json.text(exchange.write(THREE, request).path("toolConfig").path("functionCallingConfig"));
    }

    private JsonNode thinking(String model, ReasoningOptions options, Integer maxTokens) {
        ChatRequest request = ChatRequest.of(List.of(HI))
                .withReasoning(options)
                .withOutput(new Output(maxTokens, null, null, List.of()));
        return exchange.write(model, request).path("generationConfig").path("thinkingConfig");
    }

    private JsonNode write(String model, Message... messages) {
        return exchange.write(model, ChatRequest.of(List.of(messages)));
    }

    private static Message result(String id, String text, boolean isError) {
        return Message.of(
                Role.TOOL, List.of(new Part.ToolResult(id, null, List.of(Part.Text.of(text)), isError, null, null)));
    }

    private static Part.ToolResult toolResult(String id) {
        return new Part.ToolResult(id, null, List.of(), false, null, null);
    }
}
