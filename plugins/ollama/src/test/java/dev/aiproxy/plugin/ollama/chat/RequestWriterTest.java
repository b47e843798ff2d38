package dev.aiproxy.plugin.ollama.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.ReasoningOptions;
import dev.aiproxy.api.chat.ReasoningOptions.Effort;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.chat.Tool;
import dev.aiproxy.api.chat.ToolChoice;
import dev.aiproxy.api.chat.Tooling;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

final class RequestWriterTest {
    private static final MediaSource PNG = new MediaSource.Inline("image/png", "iVBORw0KGgo=");
    private static final MediaSource FAR = new MediaSource.Url("https://images.example/1.png", null);

    private final Exchange exchange = new Exchange();

    @Test
    void partsAreSortedIntoMembers_TCO1() {
        JsonNode message = messages(Message.of(
                        Role.USER,
                        List.of(
                                Part.Text.of("Look:"),
                                new Part.Image(PNG, "high", null),
                                new Part.Document(new MediaSource.PlainText("A poem."), "poem.txt", null, null))))
                .path(0);

        assertThat(message)
                .isEqualTo(Json.parse(
                        "{\"role\":\"user\",\"content\":\"Look:\\nA poem.\",\"images\":[\"iVBORw0KGgo=\"]}"));
    }

    @ParameterizedTest
    @MethodSource("inexpressible")
    void whatTheFormatCannotSayIsRefused_TCO5(Part part) {
        assertThatThrownBy(() -> messages(Message.of(Role.USER, List.of(part))))
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED));
    }

    private static Stream<Part> inexpressible() {
        return Stream.of(
                new Part.Image(FAR, null, null),
                new Part.Image(new MediaSource.FileId("file-1"), null, null),
                new Part.Document(new MediaSource.Inline("application/pdf", "JVBERi0="), null, null, null),
                new Part.Audio(new MediaSource.Inline("audio/wav", "UklGRg=="), null));
    }

    @Test
    void developersAreTheSystemHere() {
        assertThat(messages(Message.text(Role.DEVELOPER, "Be brief."))
                        .path(0)
                        .path("role")
                        .asString())
                .isEqualTo("system");
    }

    @Test
    void thinkingIsReplayedAndItsSealIsNot() {
        Signature seal = new Signature(Exchange.CLAUDE, "secret-seal");
        JsonNode message = messages(Message.of(
                        Role.ASSISTANT,
                        List.of(
                                new Part.Reasoning("hm", seal),
                                new Part.RedactedReasoning(seal),
                                Part.Text.of("Yes"),
                                Part.ToolCall.of("c", "f", "{\"a\": [1"))))
                .path(0);

        assertThat(message).isEqualTo(Json.parse("""
                {"role":"assistant","content":"Yes","thinking":"hm","tool_calls":
                [{"id":"c","function":{"name":"f","arguments":{}}}]}"""));
    }

    @Test
    void aToolsImagesFollowInAMessageOfTheUsers_D10() {
        JsonNode messages = messages(
                Message.of(Role.ASSISTANT, List.of(Part.ToolCall.of("c", "shoot", "{}"))),
                Message.of(
                        Role.TOOL,
                        List.of(new Part.ToolResult(
                                "c",
                                null,
                                List.of(Part.Text.of("done"), new Part.Image(PNG, null, null)),
                                true,
                                null,
                                null))));

        assertThat(messages.path(1))
                .isEqualTo(Json.parse(
                        "{\"role\":\"tool\",\"content\":\"done\",\"tool_name\":\"shoot\",\"tool_call_id\":\"c\"}"));
        assertThat(messages.path(2))
                .isEqualTo(Json.parse("{\"role\":\"user\",\"content\":\"\",\"images\":[\"iVBORw0KGgo=\"]}"));
    }

    @Test
    void theToolChoiceDecidesWhichToolsAreThere() {
        assertThat(tools(null)).containsExactly("f", "g");
        assertThat(tools(new ToolChoice.Auto())).containsExactly("f", "g");
        assertThat(tools(new ToolChoice.Required())).containsExactly("f", "g");
        assertThat(tools(new ToolChoice.Named("g"))).containsExactly("g");
        assertThat(tools(new ToolChoice.Allowed(List.of("f"), false))).containsExactly("f");
        assertThat(tools(new ToolChoice.None())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "qwen3:8b,NONE,false",
        "qwen3:8b,LOW,true",
        "gpt-oss:20b,NONE,false",
        "gpt-oss:20b,MINIMAL,\"low\"",
        "gpt-oss:20b,MEDIUM,\"medium\"",
        "gpt-oss:20b,MAX,\"high\""
    })
    void effortsAreLevelsWhereTheModelHasThem_TRE1(String model, Effort effort, String think) {
        ChatRequest request =
                ChatRequest.of(List.of(Message.text(Role.USER, "Hi"))).withReasoning(ReasoningOptions.effort(effort));

        assertThat(exchange.write(model, request).path("think").toString()).isEqualTo(think);
    }

    @ParameterizedTest
    @CsvSource({"1024,low", "8192,medium", "20000,high"})
    void budgetsAreLevelsToo(int budget, String level) {
        ChatRequest request = ChatRequest.of(List.of(Message.text(Role.USER, "Hi")))
                .withReasoning(new ReasoningOptions(ReasoningOptions.Mode.ENABLED, null, budget, null));

        assertThat(exchange.write("openai/gpt-oss-120b", request).path("think").asString())
                .isEqualTo(level);
    }

    private JsonNode messages(Message... messages) {
        return exchange.write(ChatRequest.of(List.of(messages))).path("messages");
    }

    private List<String> tools(@Nullable ToolChoice choice) {
        Tooling tooling = new Tooling(
                List.of(
                        new Tool.Function("f", null, null, null, null),
                        new Tool.Function("g", "what g does", null, true, null),
                        new Tool.BuiltIn(Exchange.CLAUDE, "web_search_20250305", Json.object())),
                choice,
                null);
        ChatRequest request =
                ChatRequest.of(List.of(Message.text(Role.USER, "Hi"))).withTooling(tooling);
        return exchange.write(request)
                .path("tools")
                .valueStream()
                .map(tool -> tool.path("function").path("name").asString())
                .toList();
    }
}
