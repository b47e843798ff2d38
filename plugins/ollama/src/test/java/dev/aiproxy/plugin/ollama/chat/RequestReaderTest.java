package dev.aiproxy.plugin.ollama.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.ReasoningOptions;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.chat.Tool;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.GatewayException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

final class RequestReaderTest {
    private static final String HI = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";

    private final Exchange exchange = new Exchange();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|messages",
                "{\"messages\":[]}|messages",
                "{\"messages\":{}}|messages",
                "{\"messages\":[{\"role\":\"bot\"}]}|messages[0].role",
                "{\"messages\":[{\"role\":\"user\",\"content\":[]}]}|messages[0].content",
                "{\"messages\":[{\"role\":\"user\",\"images\":[\"AAAA\"]}]}|messages[0].images[0]",
                "{\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{}]}]}|messages[0].tool_calls[0].function",
                "{\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}]}"
                        + "|messages[0].tool_calls[0].function.arguments"
            })
    void aComplaintNamesItsPlace(String body, String place) {
        assertThatThrownBy(() -> exchange.read(body))
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        refusal -> assertThat(refusal.param()).isEqualTo(place));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"format\":\"xml\"",
                "\"format\":7",
                "\"think\":\"a lot\"",
                "\"options\":[]",
                "\"options\":{\"temperature\":\"hot\"}",
                "\"tools\":[{\"function\":{}}]"
            })
    void aWrongSettingIsRefused(String setting) {
        assertThatThrownBy(() -> exchange.read("{" + HI + "," + setting + "}")).isInstanceOf(GatewayException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"format\":null", "\"format\":\"\"", "\"think\":null", "\"options\":null", "\"tools\":[]"})
    void nothingSaidIsNothingRead(String setting) {
        ChatRequest plain = exchange.read("{" + HI + "}");

        assertThat(exchange.read("{" + HI + "," + setting + "}")).isEqualTo(plain);
    }

    @Test
    void levelsOfThinkingAreEfforts() {
        assertThat(exchange.read("{" + HI + ",\"think\":\"low\"}").reasoning())
                .isEqualTo(new ReasoningOptions(null, ReasoningOptions.Effort.LOW, null, true));
    }

    @Test
    void aToolOfAnotherKindIsKeptAsItIs() {
        List<Tool> tools = exchange.read("{" + HI + ",\"tools\":[{\"type\":\"web_search\"}]}")
                .tooling()
                .tools();

        assertThat(tools).singleElement().isInstanceOf(Tool.BuiltIn.class);
    }

    @Test
    void signedThinkingComesBackWithItsCall_TRE10() {
        Signature seal = new Signature(Exchange.CLAUDE, "EqQB+/=");
        List<Part> answer =
                List.of(new Part.Reasoning("hidden", seal), Part.ToolCall.of("toolu_1", "look", "{\"b\":1,\"a\":2}"));
        exchange.client()
                .writeResponse(new ChatResponse(
                        null,
                        null,
                        null,
                        List.of(new ChatResponse.Choice(0, answer, FinishReason.TOOL_CALLS, null)),
                        Usage.UNKNOWN));

        ChatRequest next = exchange.read("""
                {"messages":[{"role":"user","content":"Hi"},{"role":"assistant","thinking":"hidden","content":"","tool_calls":
                [{"id":"toolu_1","function":{"name":"look","arguments":{"a":2,"b":1}}}]}]}""");

        assertThat(next.messages().get(1).parts()).first().isEqualTo(answer.get(0));
    }

    @Test
    void unknownFieldsAreKept() {
        ObjectNode node = exchange.write(exchange.read("{" + HI + ",\"keep_alive\":0}"));

        assertThat(exchange.read("{" + HI + ",\"keep_alive\":0}").unknown()).containsOnlyKeys("keep_alive");
        assertThat(node.has("keep_alive")).isFalse();
    }
}
