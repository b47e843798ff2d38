package dev.aiproxy.plugin.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.api.chat.CacheMarker;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.ReasoningOptions;
import dev.aiproxy.api.chat.ResponseFormat;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.chat.Tool;
import dev.aiproxy.api.chat.ToolChoice;
import dev.aiproxy.api.error.GatewayException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestReaderTest {
    private final Exchange exchange = new Exchange();

    @Test
    void instructionsAndTurnsKeepTheirPlaces_QALL1() {
        ChatRequest request = messages("""
                {"role":"system","content":"a"},
                {"role":"user","content":"b","name":"Bo"},
                {"role":"developer","content":[{"type":"text","text":"c"}]},
                {"role":"assistant","content":"d"}
                """);

        assertThat(request.messages())
                .containsExactly(
                        Message.text(Role.SYSTEM, "a"),
                        new Message(Role.USER, List.of(Part.Text.of("b")), "Bo"),
                        Message.text(Role.DEVELOPER, "c"),
                        Message.text(Role.ASSISTANT, "d"));
    }

    @Test
    void callsAndResultsArePairedById_QALL1() {
        ChatRequest request = messages("""
                {"role":"user","content":"?"},
                {"role":"assistant","content":null,"tool_calls":[
                  {"id":"c1","type":"function","function":{"name":"f","arguments":"{\\"a\\":1}"}},
                  {"id":"c2","type":"function","function":{"name":"g","arguments":""}}]},
                {"role":"tool","tool_call_id":"c1","content":"one"},
                {"role":"tool","tool_call_id":"c2","content":[{"type":"text","text":"two"}]}
                """);

        assertThat(request.messages().subList(1, 4))
                .containsExactly(
                        Message.of(
                                Role.ASSISTANT,
                                List.of(Part.ToolCall.of("c1", "f", "{\"a\":1}"), Part.ToolCall.of("c2", "g", "{}"))),
                        Message.of(Role.TOOL, List.of(result("c1", "one"))),
                        Message.of(Role.TOOL, List.of(result("c2", "two"))));
    }

    @Test
    void deprecatedFunctionsArePairedInOrder_QCC8() {
        ChatRequest request = messages("""
                {"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{}"}},
                {"role":"function","name":"f","content":"one"},
                {"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{}"}},
                {"role":"function","name":"f","content":"two"}
                """);

        assertThat(request.messages().get(0).parts()).containsExactly(Part.ToolCall.of("call_function_1", "f", "{}"));
        assertThat(((Part.ToolResult) request.messages().get(3).parts().get(0)).callId())
                .isEqualTo("call_function_2");
    }

    @Test
    void mediaKeepTheirBytesAndOrder_TCO1_TCO2() {
        ChatRequest request = messages("""
                {"role":"user","content":[
                  {"type":"image_url","image_url":{"url":"data:image/jpg;base64,QUJD","detail":"low"}},
                  {"type":"text","text":"see","cache_control":{"type":"ephemeral","ttl":"1h"}},
                  {"type":"image_url","image_url":{"url":"https://example.com/a.png"}},
                  {"type":"input_audio","input_audio":{"data":"QQ==","format":"wav"}},
                  {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,UERG"}},
                  {"type":"file","file":{"file_id":"file-1"}},
                  {"type":"hologram","x":1}]}
                """);

        assertThat(request.messages().get(0).parts())
                .startsWith(
                        new Part.Image(new MediaSource.Inline("image/jpeg", "QUJD"), "low", null),
                        new Part.Text("see", List.of(), null, new CacheMarker("1h")),
                        new Part.Image(new MediaSource.Url("https://example.com/a.png", null), null, null),
                        new Part.Audio(new MediaSource.Inline("audio/wav", "QQ=="), null),
                        new Part.Document(new MediaSource.Inline("application/pdf", "UERG"), "a.pdf", null, null),
                        new Part.Document(new MediaSource.FileId("file-1"), null, null, null))
                .last()
                .isInstanceOf(Part.Unknown.class);
    }

    @Test
    void toolsAndChoiceAreRead_TTC() {
        ChatRequest request = with("""
                "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"},"strict":true}},
                         {"type":"custom","custom":{"name":"c"}}],
                "tool_choice":{"type":"function","function":{"name":"f"}},
                "parallel_tool_calls":false
                """);

        assertThat(request.tooling().choice()).isEqualTo(new ToolChoice.Named("f"));
        assertThat(request.tooling().parallel()).isFalse();
        assertThat(request.tooling().tools()).hasSize(2).last().isInstanceOf(Tool.BuiltIn.class);
        Tool.Function function = (Tool.Function) request.tooling().tools().get(0);
        assertThat(function.strict()).isTrue();
        assertThat(String.valueOf(function.parameters())).isEqualTo("{\"type\":\"object\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "auto"     | Auto[]
            "none"     | None[]
            "required" | Required[]
            {"type":"allowed_tools","allowed_tools":{"mode":"required","tools":[{"type":"function","function":{"name":"f"}}]}} | Allowed[names=[f], required=true]
            """)
    void everyChoiceIsRead_TTC(String json, String choice) {
        ChatRequest request =
                with("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"tool_choice\":" + json);

        assertThat(request.tooling().choice()).hasToString(choice);
    }

    @Test
    void samplingOfZeroSurvives_TSA7() {
        ChatRequest request = with(
                "\"temperature\":0,\"top_p\":1.0,\"seed\":0,\"presence_penalty\":0.0,\"frequency_penalty\":0,\"n\":2");

        assertThat(request.sampling().temperature()).isEqualTo(BigDecimal.ZERO);
        assertThat(request.sampling().topP()).isEqualTo(new BigDecimal("1.0"));
        assertThat(request.sampling().seed()).isZero();
        assertThat(request.sampling().candidates()).isEqualTo(2);
    }

    @Test
    void stopIsAStringOrSeveral_TSA1() {
        assertThat(with("\"stop\":\"x\"").sampling().stop()).containsExactly("x");
        assertThat(with("\"stop\":[\"x\",\"\",\"y\"]").sampling().stop()).containsExactly("x", "y");
        assertThat(with("\"stop\":null").sampling().stop()).isEmpty();
    }

    @Test
    void theNewerLimitWins_TSA3() {
        assertThat(with("\"max_tokens\":5,\"max_completion_tokens\":7").output().maxTokens())
                .isEqualTo(7);
        assertThat(with("\"max_tokens\":5").output().maxTokens()).isEqualTo(5);
        assertThat(with("\"max_tokens\":null").output().maxTokens()).isNull();
    }

    @Test
    void responseFormatsAreRead_TSO() {
        assertThat(with("\"response_format\":{\"type\":\"text\"}").output().format())
                .isNull();
        assertThat(with("\"response_format\":{\"type\":\"json_object\"}")
                        .output()
                        .format())
                .isEqualTo(new ResponseFormat.JsonObject());
        assertThat(with("\"response_format\":{\"type\":\"json_schema\",\"json_schema\":"
                                + "{\"name\":\"n\",\"schema\":{\"type\":\"object\"},\"strict\":true}}")
                        .output()
                        .format())
                .hasToString("JsonSchema[name=n, description=null, schema={\"type\":\"object\"}, strict=true]");
    }

    @Test
    void effortAttributionAndUnknownFieldsAreKept() {
        ChatRequest request = with(
                "\"reasoning_effort\":\"xhigh\",\"user\":\"u\",\"metadata\":{\"k\":\"v\"},\"store\":false,\"zeta\":[1]");

        assertThat(request.reasoning()).isEqualTo(ReasoningOptions.effort(ReasoningOptions.Effort.XHIGH));
        assertThat(request.attribution().user()).isEqualTo("u");
        assertThat(request.attribution().metadata()).isEqualTo(Map.of("k", "v"));
        assertThat(request.attribution().store()).isFalse();
        assertThat(request.unknown()).containsOnlyKeys("zeta");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                             | messages
            {"messages":[]}                                                | messages
            {"messages":"hi"}                                              | messages
            {"messages":[1]}                                               | messages[0]
            {"messages":[{"content":"x"}]}                                 | messages[0].role
            {"messages":[{"role":"narrator","content":"x"}]}               | messages[0].role
            {"messages":[{"role":"user","content":7}]}                     | messages[0].content
            {"messages":[{"role":"user","content":[{"type":"text"}]}]}     | messages[0].content[0].text
            {"messages":[{"role":"tool","content":"x"}]}                   | messages[0].tool_call_id
            {"messages":[{"role":"user","content":"x"}],"temperature":"1"} | temperature
            {"messages":[{"role":"user","content":"x"}],"max_tokens":0}    | max_tokens
            {"messages":[{"role":"user","content":"x"}],"n":1.5}           | n
            {"messages":[{"role":"user","content":"x"}],"stop":{"a":1}}    | stop
            {"messages":[{"role":"user","content":"x"}],"tools":[{"type":"function"}]} | tools[0].function
            {"messages":[{"role":"user","content":"x"}],"stream_options":1} | stream_options
            """)
    void aFaultIsNamedByItsPlace_E11(String body, String param) {
        assertThatThrownBy(() -> exchange.read(body)).isInstanceOfSatisfying(GatewayException.class, fault -> {
            assertThat(fault.param()).isEqualTo(param);
            assertThat(fault.getMessage()).startsWith(param + ": ");
        });
    }

    private ChatRequest messages(String messages) {
        return exchange.read("{\"model\":\"m\",\"messages\":[" + messages + "]}");
    }

    private ChatRequest with(String members) {
        return exchange.read("{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]," + members + "}");
    }

    private static Part result(String id, String text) {
        return new Part.ToolResult(id, null, List.of(Part.Text.of(text)), false, null, null);
    }
}
