package dev.aiproxy.plugin.claude.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.UpstreamError;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClaudeStreamReaderTest {
    private static final String START = """
            {"type":"message_start","message":{"id":"msg_1","model":"m","content":[],"usage":{"input_tokens":43,\
            "cache_read_input_tokens":5,"output_tokens":1}}}""";
    private static final String TEXT =
            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}";
    private static final String HELLO =
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Héllo 👋\"}}";
    private static final String BLOCK_STOP = "{\"type\":\"content_block_stop\",\"index\":0}";
    private static final String TOOL = """
            {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"t1","name":"f","input":{}}}""";
    private static final String STOP = "{\"type\":\"message_stop\"}";

    private final Exchange exchange = new Exchange();

    private static String delta(String reason) {
        return "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + reason
                + "\",\"stop_sequence\":null},\"usage\":{\"input_tokens\":61,\"output_tokens\":9}}";
    }

    private static ChatEvent last(List<ChatEvent> events) {
        return events.get(events.size() - 1);
    }

    @Test
    void laterUsageReplacesEarlier_TUSE4() {
        ChatResponse response =
                exchange.collectStream(Exchange.sse(START, TEXT, HELLO, BLOCK_STOP, delta("end_turn"), STOP));

        assertThat(response.usage()).isEqualTo(new Usage(66L, 5L, null, null, 9L, null));
        assertThat(response.first().text()).isEqualTo("Héllo 👋");
        assertThat(response.first().finishReason()).isEqualTo(FinishReason.STOP);
    }

    @ParameterizedTest
    @CsvSource({"1,false", "7,false", "64,false", "1,true", "7,true", "64,true"})
    void slicesChangeNothing_SALL1(int slice, boolean crlf) {
        String body = Exchange.sse(START, TEXT, HELLO, BLOCK_STOP, delta("end_turn"), STOP);
        String sent = crlf ? body.replace("\n", "\r\n") : body.replace("data: ", "data:");

        assertThat(exchange.readStream(sent.getBytes(StandardCharsets.UTF_8), slice))
                .isEqualTo(exchange.readStream(body));
    }

    @Test
    void aCallWithoutArgumentsHasAnEmptyObject_SKC4() {
        ChatResponse response = exchange.collectStream(Exchange.sse(START, TOOL, BLOCK_STOP, delta("tool_use"), STOP));

        assertThat(response.first().parts()).containsExactly(Part.ToolCall.of("t1", "f", "{}"));
        assertThat(response.first().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void argumentsInTheStartOfABlockCount_SKC5() {
        String tool = TOOL.replace("\"input\":{}", "\"input\":{\"a\":1.50}");

        assertThat(exchange.collectStream(Exchange.sse(START, tool, BLOCK_STOP, delta("tool_use"), STOP))
                        .first()
                        .parts())
                .containsExactly(Part.ToolCall.of("t1", "f", "{\"a\":1.50}"));
    }

    @Test
    void aTruncatedCallStaysTruncated_TFIN6() {
        String fragment =
                "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\"}}";

        ChatResponse response =
                exchange.collectStream(Exchange.sse(START, TOOL, fragment, BLOCK_STOP, delta("max_tokens"), STOP));

        assertThat(response.first().parts()).containsExactly(Part.ToolCall.of("t1", "f", "{\"a"));
        assertThat(response.first().finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void blocksOfTheProvidersToolsPingsAndNewsYieldNothing_SKC7_SALL7() {
        List<ChatEvent> events = exchange.readStream(Exchange.sse(
                START,
                "{\"type\":\"ping\"}",
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\",\"input\":{}}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}}",
                BLOCK_STOP,
                "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"web_search_tool_result\",\"content\":[]}}",
                "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"future_delta\",\"text\":\"x\"}}",
                BLOCK_STOP,
                "{\"type\":\"future_event\",\"text\":\"x\"}",
                delta("end_turn"),
                STOP));

        assertThat(events)
                .hasOnlyElementsOfTypes(
                        ChatEvent.Start.class,
                        ChatEvent.UsageReport.class,
                        ChatEvent.Finish.class,
                        ChatEvent.End.class);
    }

    @Test
    void signaturesComeWholeAndByteExact_TRE10() {
        ChatResponse response = exchange.collectStream(Exchange.sse(
                START,
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"signature_delta\",\"signature\":\"EqQB+/\"}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"signature_delta\",\"signature\":\"zz==\"}}",
                BLOCK_STOP,
                "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"redacted_thinking\",\"data\":\"RED\"}}",
                BLOCK_STOP,
                "{\"type\":\"content_block_start\",\"index\":2,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"only\"}}",
                BLOCK_STOP,
                delta("end_turn"),
                STOP));

        assertThat(response.first().parts())
                .containsExactly(
                        new Part.Reasoning("hm", new Signature(ClaudeFormat.ID, "EqQB+/zz==")),
                        new Part.RedactedReasoning(new Signature(ClaudeFormat.ID, "RED")),
                        new Part.Reasoning("", new Signature(ClaudeFormat.ID, "only")));
    }

    @ParameterizedTest
    @CsvSource({"overloaded_error,529", "rate_limit_error,429", "api_error,500", "something_new,500"})
    void anErrorEventFailsTheStream_SERR3(String type, int status) {
        List<ChatEvent> events = exchange.readStream(Exchange.sse(
                START,
                TEXT,
                HELLO,
                "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"Overloaded\"}}",
                delta("end_turn"),
                STOP));

        assertThat(last(events))
                .isEqualTo(new ChatEvent.Failed(new UpstreamError(status, type, null, "Overloaded", null)));
        assertThat(events).noneMatch(ChatEvent.Finish.class::isInstance);
    }

    @Test
    void aStreamCutBeforeItsEndFails_SALL6() {
        String whole = Exchange.sse(START, TEXT, HELLO, BLOCK_STOP, delta("end_turn"), STOP);
        int lastEvent = whole.indexOf("event: message_stop");

        for (int length = 0; length <= lastEvent; length += 13) {
            assertThat(last(exchange.readStream(whole.substring(0, length)))).isInstanceOf(ChatEvent.Failed.class);
        }
    }

    @Test
    void aSecondStartBehindThinkingGoesOn() {
        String thinking =
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\"}}";
        String thought =
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}}";

        ChatResponse response = exchange.collectStream(Exchange.sse(
                START, thinking, thought, START.replace("43", "44"), TEXT, HELLO, BLOCK_STOP, delta("end_turn"), STOP));

        assertThat(response.first().text()).isEqualTo("Héllo 👋");
        assertThat(response.id()).isEqualTo("msg_1");
        assertThat(response.usage().inputTokens()).isEqualTo(66);
    }

    @Test
    void aSecondStartBehindTextOrCallsFails() {
        assertThat(last(exchange.readStream(Exchange.sse(START, TEXT, HELLO, START, TEXT, HELLO, STOP))))
                .isInstanceOf(ChatEvent.Failed.class);
        assertThat(last(exchange.readStream(Exchange.sse(START, TOOL, START, TOOL, BLOCK_STOP, STOP))))
                .isInstanceOf(ChatEvent.Failed.class);
    }

    @Test
    void anEventThatIsNoJsonFails() {
        assertThat(last(exchange.readStream("event: ping\ndata: {oops\n\n"))).isInstanceOf(ChatEvent.Failed.class);
    }
}
