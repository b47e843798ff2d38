package dev.aiproxy.plugin.claude.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.ReasoningOptions;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.chat.Tool;
import dev.aiproxy.api.chat.ToolChoice;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestReaderTest {
    private static final String HEAD = "{\"model\":\"m\",\"max_tokens\":9,";
    private static final String HELLO = "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]";

    private final Exchange exchange = new Exchange();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "messages | {'max_tokens':9}",
                "messages | {'max_tokens':9,'messages':[]}",
                "messages | {'max_tokens':9,'messages':'x'}",
                "max_tokens | {'messages':[{'role':'user','content':'x'}]}",
                "max_tokens | {'max_tokens':0,'messages':[{'role':'user','content':'x'}]}",
                "max_tokens | {'max_tokens':'9','messages':[{'role':'user','content':'x'}]}",
                "messages[0].role | {'max_tokens':9,'messages':[{'role':'tool','content':'x'}]}",
                "messages[0].content | {'max_tokens':9,'messages':[{'role':'user'}]}",
                "messages[0].content[0].type | {'max_tokens':9,'messages':[{'role':'user','content':[{}]}]}",
                "messages[0].content[0].text | {'max_tokens':9,'messages':[{'role':'user','content':[{'type':'text'}]}]}",
                "temperature | {'max_tokens':9,'messages':[{'role':'user','content':'x'}],'temperature':1.5}",
                "thinking.budget_tokens | {'max_tokens':9,'messages':[{'role':'user','content':'x'}],"
                        + "'thinking':{'type':'enabled','budget_tokens':1023}}",
                "thinking.budget_tokens | {'max_tokens':9,'messages':[{'role':'user','content':'x'}],"
                        + "'thinking':{'type':'enabled'}}",
                "tools[0].input_schema | {'max_tokens':9,'messages':[{'role':'user','content':'x'}],'tools':[{'name':'f'}]}",
                "tool_choice.type | {'max_tokens':9,'messages':[{'role':'user','content':'x'}],'tool_choice':{'type':'x'}}",
                "output_config.effort | {'max_tokens':9,'messages':[{'role':'user','content':'x'}],"
                        + "'output_config':{'effort':'none'}}"
            })
    void whatTheApiRefusesIsRefusedWithItsPlace(String param, String body) {
        assertThatThrownBy(() -> exchange.read(body.replace('\'', '"')))
                .isInstanceOfSatisfying(GatewayException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                    assertThat(refusal.param()).isEqualTo(param);
                });
    }

    @Test
    void emptySystemIsNoMessage_QKC1() {
        String body = "{\"max_tokens\":9,\"system\":\"\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";

        assertThat(exchange.read(body).messages()).hasSize(1);
    }

    @Test
    void resultsOfATurnComeBeforeItsOtherBlocks_QKC2() {
        ChatRequest request = exchange.read(HEAD + """
                "messages":[{"role":"user","content":[{"type":"text","text":"look"},
                  {"type":"tool_result","tool_use_id":"a","content":"1","is_error":true},
                  {"type":"tool_result","tool_use_id":"b"}]}]}""");

        assertThat(request.messages()).extracting(Message::role).containsExactly(Role.TOOL, Role.USER);
        Part.ToolResult first =
                (Part.ToolResult) request.messages().get(0).parts().get(0);
        assertThat(first.isError()).isTrue();
        assertThat(first.content()).containsExactly(Part.Text.of("1"));
        assertThat(request.messages().get(1).text()).isEqualTo("look");
    }

    @Test
    void systemStandsInFrontAndInPlace_QKC1_QKC12() {
        ChatRequest request = exchange.read(HEAD + """
                "system":"first","messages":[{"role":"user","content":"a"},{"role":"system","content":"second"}]}""");

        assertThat(request.messages())
                .extracting(Message::role, Message::text)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Role.SYSTEM, "first"),
                        org.assertj.core.groups.Tuple.tuple(Role.USER, "a"),
                        org.assertj.core.groups.Tuple.tuple(Role.SYSTEM, "second"));
    }

    @Test
    void mediaKeepTheirBytesAndTypes_TCO1() {
        ChatRequest request = exchange.read(HEAD + """
                "messages":[{"role":"user","content":[
                  {"type":"image","source":{"type":"base64","media_type":"image/jpg","data":"/9j/+w=="}},
                  {"type":"document","source":{"type":"text","media_type":"text/plain","data":"t"},"title":"n"},
                  {"type":"search_result","source":"https://x","title":"s","content":[{"type":"text","text":"found"}]}]}]}""");

        assertThat(request.messages().get(0).parts())
                .containsExactly(
                        new Part.Image(new MediaSource.Inline("image/jpeg", "/9j/+w=="), null, null),
                        new Part.Document(new MediaSource.PlainText("t"), "n", null, null),
                        new Part.Document(new MediaSource.PlainText("found"), "s", "https://x", null));
    }

    @Test
    void toolsOfTheProviderStayApartFromFunctions_TSC6() {
        ChatRequest request = exchange.read(HEAD + HELLO + """
                ,"tools":[{"type":"custom","name":"f","input_schema":{"type":"object"}},
                  {"type":"bash_20250124","name":"bash"}]}""");

        assertThat(request.tooling().tools().get(0)).isInstanceOf(Tool.Function.class);
        assertThat(request.tooling().tools().get(1))
                .isInstanceOfSatisfying(
                        Tool.BuiltIn.class, tool -> assertThat(tool.type()).isEqualTo("bash_20250124"));
    }

    @ParameterizedTest
    @CsvSource({"auto,Auto", "any,Required", "none,None", "tool,Named"})
    void choicesAreRead_TTC(String type, String kind) {
        ChatRequest request = exchange.read(HEAD + HELLO + ",\"tool_choice\":{\"type\":\"" + type
                + "\",\"name\":\"f\",\"disable_parallel_tool_use\":true}}");

        ToolChoice choice = request.tooling().choice();
        assertThat(choice).isNotNull();
        assertThat(choice.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(request.tooling().parallel()).isFalse();
    }

    @Test
    void effortStandsBesideThinking_TRE5() {
        ChatRequest request = exchange.read(
                HEAD + HELLO + ",\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"max\"}}");

        assertThat(request.reasoning())
                .isEqualTo(
                        new ReasoningOptions(ReasoningOptions.Mode.ADAPTIVE, ReasoningOptions.Effort.MAX, null, true));
    }

    @Test
    void thinkingWithoutSignatureOrWithOursIsNotClaudes_WCL10() {
        ChatRequest request = exchange.read(HEAD + """
                "messages":[{"role":"assistant","content":[
                  {"type":"thinking","thinking":"a","signature":""},
                  {"type":"thinking","thinking":"b","signature":"ai-proxy.gemini.x.y"},
                  {"type":"thinking","thinking":"c","signature":"real+/="},
                  {"type":"redacted_thinking","data":"ai-proxy..z"}]}]}""");

        assertThat(request.messages().get(0).parts())
                .containsExactly(
                        new Part.Reasoning("a", null),
                        new Part.Reasoning("b", new dev.aiproxy.api.chat.Signature(Exchange.GEMINI, "x.y")),
                        new Part.Reasoning("c", new dev.aiproxy.api.chat.Signature(ClaudeFormat.ID, "real+/=")),
                        new Part.Reasoning("", null));
    }
}
