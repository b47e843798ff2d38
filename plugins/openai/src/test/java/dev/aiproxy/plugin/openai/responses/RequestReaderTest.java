package dev.aiproxy.plugin.openai.responses;

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
import dev.aiproxy.api.chat.ResponseFormat;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.chat.Tool;
import dev.aiproxy.api.chat.ToolChoice;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestReaderTest {
    private final Exchange exchange = new Exchange();

    private ChatRequest read(String members) {
        return exchange.read("{\"model\":\"m\"," + members + "}");
    }

    /** Q-RC-1. */
    @Test
    void instructionsStandInFrontAndAStringIsTheUsers() {
        ChatRequest request = read("\"instructions\":\"Be brief.\",\"input\":\"Hello\"");

        assertThat(request.messages())
                .containsExactly(Message.text(Role.SYSTEM, "Be brief."), Message.text(Role.USER, "Hello"));
    }

    /** Q-RC-2, Q-RC-3. */
    @Test
    void messagesMayOmitTheirTypeAndKeepTheirRoles() {
        ChatRequest request = read("""
            "input":[{"role":"developer","content":"D"},{"role":"system","content":[{"type":"input_text","text":"S"}]},
            {"type":"message","role":"user","content":"U"}]""");

        assertThat(request.messages())
                .extracting(Message::role)
                .containsExactly(Role.DEVELOPER, Role.SYSTEM, Role.USER);
        assertThat(request.messages()).extracting(Message::text).containsExactly("D", "S", "U");
    }

    /** Q-RC-4, Q-RC-5, W-RS-4. */
    @Test
    void itemsOfTheAssistantAreOneTurn() {
        ChatRequest request = read("""
            "input":[{"role":"user","content":"U"},
            {"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Look"}]},
            {"type":"function_call","id":"fc_1","call_id":"call_1","name":"f","arguments":"{\\"a\\":1}"},
            {"type":"function_call","call_id":"call_2","name":"g","arguments":""},
            {"type":"function_call_output","call_id":"call_1","output":"one"},
            {"type":"function_call_output","call_id":"call_2","output":[{"type":"input_text","text":"two"},
              {"type":"input_image","image_url":"https://x/y.png"}]}]""");

        assertThat(request.messages().get(1).parts())
                .containsExactly(
                        Part.Text.of("Look"),
                        Part.ToolCall.of("call_1", "f", "{\"a\":1}"),
                        Part.ToolCall.of("call_2", "g", "{}"));
        Part.ToolResult second =
                (Part.ToolResult) request.messages().get(3).parts().get(0);
        assertThat(second.callId()).isEqualTo("call_2");
        assertThat(second.content())
                .containsExactly(
                        Part.Text.of("two"), new Part.Image(new MediaSource.Url("https://x/y.png", null), null, null));
    }

    /** Q-RC-6: what nobody sealed is thinking without a signature. */
    @Test
    void reasoningKeepsItsTextAndItsOwnSeal() {
        ChatRequest request = read("""
            "input":[{"role":"user","content":"U"},
            {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"A"},{"type":"summary_text","text":"B"}]},
            {"type":"reasoning","id":"rs_2","summary":[],"encrypted_content":"gAAA=="},
            {"role":"assistant","content":"Yes"}]""");

        assertThat(request.messages().get(1).parts())
                .containsExactly(
                        new Part.Reasoning("A\n\nB", null),
                        new Part.Reasoning("", new Signature(ResponsesFormat.ID, "rs_2|gAAA==")),
                        Part.Text.of("Yes"));
    }

    /** Q-RC-7, W-RS-10, T-TC. */
    @Test
    void toolsAndTheirChoiceAreFlat() {
        ChatRequest request = read("""
            "input":"U","tools":[{"type":"function","name":"f","description":"d","parameters":{"type":"object"},"strict":true},
            {"type":"web_search"}],"tool_choice":{"type":"function","name":"f"},"parallel_tool_calls":false""");

        assertThat(request.tooling().tools().get(0))
                .isEqualTo(new Tool.Function("f", "d", Json.parse("{\"type\":\"object\"}"), true, null));
        assertThat(request.tooling().tools().get(1)).isInstanceOf(Tool.BuiltIn.class);
        assertThat(request.tooling().choice()).isEqualTo(new ToolChoice.Named("f"));
        assertThat(request.tooling().parallel()).isFalse();
    }

    /** Q-RC-7. */
    @Test
    void customToolsAreFunctionsOfOneText() {
        ChatRequest request = read("""
            "input":[{"role":"user","content":"U"},
            {"type":"custom_tool_call","call_id":"c","name":"patch","input":"*** Begin"},
            {"type":"custom_tool_call_output","call_id":"c","output":"done"}],
            "tools":[{"type":"custom","name":"patch","format":{"type":"grammar","syntax":"lark","definition":"start: x"}}]""");

        Tool.Function tool = (Tool.Function) request.tooling().tools().get(0);
        assertThat(String.valueOf(tool.parameters())).contains("\"input\"", "lark grammar", "start: x");
        assertThat(request.messages().get(1).parts())
                .containsExactly(Part.ToolCall.of("c", "patch", "{\"input\":\"*** Begin\"}"));
    }

    /** Q-RC-8, T-SA, T-SO-1. */
    @Test
    void settingsAreRead() {
        ChatRequest request = read("""
            "input":"U","max_output_tokens":50,"temperature":0,"top_p":0.9,"user":"u","metadata":{"k":"v"},"store":true,
            "text":{"format":{"type":"json_schema","name":"n","schema":{"type":"object"},"strict":true},"verbosity":"low"},
            "reasoning":{"effort":"high","summary":"auto"},"prompt_cache_key":"p","new_field":1""");

        assertThat(request.output())
                .isEqualTo(new Output(
                        50,
                        new ResponseFormat.JsonSchema("n", null, Json.parse("{\"type\":\"object\"}"), true),
                        "low",
                        List.of()));
        assertThat(request.sampling().temperature()).isZero();
        assertThat(request.reasoning()).isEqualTo(new ReasoningOptions(null, Effort.HIGH, null, true));
        assertThat(request.attribution()).isEqualTo(new Attribution("u", Map.of("k", "v"), null, "p", true));
        assertThat(request.unknown()).containsOnlyKeys("new_field");
    }

    /** Q-RC-9, Q-RC-10. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            previous_response_id | "input":"U","previous_response_id":"resp_1"
            conversation         | "input":"U","conversation":{"id":"conv_1"}
            prompt               | "input":"U","prompt":{"id":"pmpt_1"}
            background           | "input":"U","background":true
            input[0]             | "input":[{"type":"item_reference","id":"msg_1"}]
            input[0]             | "input":[{"id":"msg_1"}]
            """)
    void whatOnlyAStoreKnowsIsRefused(String param, String members) {
        assertThatThrownBy(() -> read(members)).isInstanceOfSatisfying(GatewayException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED);
            assertThat(refusal.param()).isEqualTo(param);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            input                | "instructions":"x"
            input                | "input":[]
            input                | "input":7
            input[0].role        | "input":[{"type":"message","content":"x"}]
            input[0].role        | "input":[{"role":"tool","content":"x"}]
            input[0].call_id     | "input":[{"type":"function_call_output","output":"x"}]
            input[0].content[0].image_url | "input":[{"role":"user","content":[{"type":"input_image"}]}]
            tools[0].name        | "input":"U","tools":[{"type":"function"}]
            tool_choice          | "input":"U","tool_choice":"maybe"
            text.format.type     | "input":"U","text":{"format":{"type":"xml"}}
            reasoning.effort     | "input":"U","reasoning":{"effort":"much"}
            max_output_tokens    | "input":"U","max_output_tokens":0
            """)
    void aFaultIsNamedByItsPlace(String param, String members) {
        assertThatThrownBy(() -> read(members)).isInstanceOfSatisfying(GatewayException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(refusal.param()).isEqualTo(param);
        });
    }
}
