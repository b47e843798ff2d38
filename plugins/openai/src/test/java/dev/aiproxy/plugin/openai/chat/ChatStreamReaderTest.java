package dev.aiproxy.plugin.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Usage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChatStreamReaderTest {
    private static final String DONE = "[DONE]";

    private final Exchange exchange = new Exchange();

    @Test
    void deltasBecomeEventsAndUsageMayFollowTheFinish_SCK7() {
        List<ChatEvent> events = read(
                delta("{\"role\":\"assistant\",\"content\":\"\"}"),
                delta("{\"content\":\"Hé\"}"),
                chunk("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}"),
                "{\"id\":\"x\",\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}",
                DONE);

        assertThat(events)
                .containsExactly(
                        new ChatEvent.Start("x", "m", 7L),
                        new ChatEvent.TextDelta(0, "Hé"),
                        new ChatEvent.UsageReport(Usage.of(3, 2)),
                        new ChatEvent.Finish(0, FinishReason.STOP, null),
                        new ChatEvent.End());
    }

    @Test
    void azuresFirstChunkNamesNothing_R7() {
        List<ChatEvent> events = read(
                "{\"id\":\"\",\"model\":\"\",\"choices\":[],\"prompt_filter_results\":[]}",
                delta("{\"content\":\"a\"}"),
                DONE);

        assertThat(events).startsWith(new ChatEvent.Start("x", "m", 7L), new ChatEvent.TextDelta(0, "a"));
    }

    @Test
    void repeatedIdsAndNamesAreOneCall_R10() {
        ChatResponse response = collect(
                delta(call("\"index\":0,\"id\":\"0\"", "\"name\":\"f\",\"arguments\":\"\"")),
                delta(call("\"index\":0,\"id\":\"0\"", "\"name\":\"f\",\"arguments\":\"{}\"")),
                delta("{\"role\":\"assistant\",\"content\":\"\"}"),
                DONE);

        assertThat(response.first().parts()).containsExactly(Part.ToolCall.of("0", "f", "{}"));
        assertThat(response.first().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @ParameterizedTest
    @ValueSource(strings = {",\"arguments\":null", "", ",\"arguments\":{}", ",\"arguments\":\"{}\""})
    void aCallWithoutArgumentsHasAnEmptyObject_SCK5_R10(String arguments) {
        ChatResponse response = collect(
                delta(call("\"index\":0,\"id\":\"llm_version:0\"", "\"name\":\"f\"" + arguments)),
                chunk("{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}"),
                DONE);

        assertThat(response.first().parts()).containsExactly(Part.ToolCall.of("llm_version:0", "f", "{}"));
    }

    @Test
    void interleavedCallsAreToldApart_SCK6() {
        ChatResponse response = collect(
                delta(call("\"index\":1,\"id\":\"a\"", "\"name\":\"f\",\"arguments\":\"{\\\"x\\\"\"")),
                delta(call("\"index\":2,\"id\":\"b\"", "\"name\":\"g\",\"arguments\":\"\"")),
                delta(call("\"index\":1", "\"arguments\":\":1}\"")),
                delta(call("\"index\":2", "\"arguments\":\"{}\"")),
                DONE);

        assertThat(response.first().parts())
                .containsExactly(Part.ToolCall.of("a", "f", "{\"x\":1}"), Part.ToolCall.of("b", "g", "{}"));
    }

    @Test
    void anotherIdWithANameIsAnotherCallAlsoUnderTheSameIndex() {
        ChatResponse response = collect(
                delta(call("\"index\":0,\"id\":\"a\"", "\"name\":\"f\",\"arguments\":\"{}\"")),
                delta(call("\"index\":0,\"id\":\"b\"", "\"name\":\"f\",\"arguments\":\"{}\"")),
                DONE);

        assertThat(response.first().parts())
                .containsExactly(Part.ToolCall.of("a", "f", "{}"), Part.ToolCall.of("b", "f", "{}"));
    }

    @Test
    void callsWithoutIndexOrIdAreSequential_RALL2() {
        ChatResponse response = collect(
                delta(call("\"type\":\"function\"", "\"name\":\"f\",\"arguments\":\"{\\\"n\\\":1}\"")),
                delta(call("\"type\":\"function\"", "\"name\":\"f\",\"arguments\":\"{\\\"n\\\":2}\"")),
                DONE);

        assertThat(response.first().parts())
                .containsExactly(
                        Part.ToolCall.of("call_1", "f", "{\"n\":1}"), Part.ToolCall.of("call_2", "f", "{\"n\":2}"));
    }

    @Test
    void aTruncatedCallStaysTruncated_TFIN6() {
        ChatResponse response = collect(
                delta(call("\"index\":0,\"id\":\"a\"", "\"name\":\"f\",\"arguments\":\"{\\\"x\"")),
                chunk("{\"index\":0,\"delta\":{},\"finish_reason\":\"length\"}"),
                DONE);

        assertThat(response.first().finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(response.first().parts()).containsExactly(Part.ToolCall.of("a", "f", "{\"x"));
    }

    @Test
    void stopWithCallsMeansCalls_TFIN1() {
        ChatResponse response = collect(
                delta(call("\"index\":0,\"id\":\"a\"", "\"name\":\"f\",\"arguments\":\"{}\"")),
                chunk("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}"),
                DONE);

        assertThat(response.first().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void aMissingFinishIsToldFromWhatWasSaid_TFIN8() {
        assertThat(collect(delta("{\"content\":\"a\"}"), DONE).first().finishReason())
                .isEqualTo(FinishReason.STOP);
        assertThat(collect(DONE).first().finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void aFinishWithoutDoneIsComplete() {
        assertThat(read(delta("{\"content\":\"a\"}"), chunk("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}")))
                .last()
                .isEqualTo(new ChatEvent.End());
    }

    @Test
    void aStreamCutBeforeItsEndHasFailed_SALL6() {
        assertThat(read(delta("{\"content\":\"a\"}"))).last().isInstanceOf(ChatEvent.Failed.class);
        assertThat(read()).last().isInstanceOf(ChatEvent.Failed.class);
    }

    @Test
    void anErrorEventEndsTheStream_SERR3() {
        List<ChatEvent> events = read(
                delta("{\"content\":\"a\"}"),
                "{\"error\":{\"message\":\"Slow down\",\"type\":\"rate_limit_error\",\"code\":null}}",
                delta("{\"content\":\"never\"}"),
                DONE);

        assertThat(events).hasSize(3).last().isInstanceOfSatisfying(ChatEvent.Failed.class, failed -> {
            assertThat(failed.error().message()).isEqualTo("Slow down");
            assertThat(failed.error().status()).isEqualTo(429);
        });
    }

    @Test
    void thinkingAndRefusalsAreTheirOwnKinds_TRE9() {
        List<ChatEvent> events = read(
                delta("{\"reasoning_content\":\"hm\"}"),
                delta("{\"reasoning\":\"so\"}"),
                delta("{\"refusal\":\"no\"}"),
                chunk("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}"),
                DONE);

        assertThat(events)
                .contains(
                        new ChatEvent.ReasoningDelta(0, "hm"),
                        new ChatEvent.ReasoningDelta(0, "so"),
                        new ChatEvent.RefusalDelta(0, "no"),
                        new ChatEvent.Finish(0, FinishReason.CONTENT_FILTER, null));
    }

    @Test
    void unknownThingsAreIgnored_SALL7() {
        assertThat(read("ping", "{\"obfuscation\":\"x\"}", "[1]", delta("{\"content\":\"a\",\"phase\":1}"), DONE))
                .hasSize(4)
                .contains(new ChatEvent.TextDelta(0, "a"));
    }

    @Test
    void brokenJsonIsAFailureNotACrash() {
        assertThat(read("{\"choices\":[{")).last().isInstanceOf(ChatEvent.Failed.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64})
    void slicesAndLineEndsChangeNothing_SALL1(int slice) {
        String body = Exchange.sse(
                delta("{\"role\":\"assistant\",\"content\":\"\"}"),
                delta("{\"content\":\"naïve 🐧\"}"),
                delta(call("\"index\":0,\"id\":\"a\"", "\"name\":\"f\",\"arguments\":\"{\\\"x\\\":\\\"ü\\\"}\"")),
                DONE);
        List<ChatEvent> whole = exchange.readStream(body);

        assertThat(exchange.readStream(body.getBytes(StandardCharsets.UTF_8), slice))
                .isEqualTo(whole);
        assertThat(exchange.readStream(
                        (" : ping\n\n" + body.replace("data: ", "data:").replace("\n", "\r\n"))
                                .getBytes(StandardCharsets.UTF_8),
                        slice))
                .isEqualTo(whole);
    }

    private List<ChatEvent> read(String... data) {
        return exchange.readStream(Exchange.sse(data));
    }

    private ChatResponse collect(String... data) {
        return exchange.collectStream(Exchange.sse(data));
    }

    private static String delta(String delta) {
        return chunk("{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":null}");
    }

    private static String chunk(String choice) {
        return "{\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":7,\"model\":\"m\",\"choices\":[" + choice
                + "]}";
    }

    private static String call(String members, String function) {
        return "{\"tool_calls\":[{" + members + ",\"function\":{" + function + "}}]}";
    }
}
