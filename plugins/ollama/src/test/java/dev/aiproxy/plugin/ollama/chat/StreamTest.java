package dev.aiproxy.plugin.ollama.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatCollector;
import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatEvents;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.api.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class StreamTest {
    private static final String LINES = """
            {"model":"qwen3","created_at":"2025-07-07T20:22:19.184789Z","message":{"role":"assistant","content":"","thinking":"Grüß"},"done":false}
            {"model":"qwen3","created_at":"2025-07-07T20:22:19.2Z","message":{"role":"assistant","content":"Let me "},"done":false}
            {"model":"qwen3","created_at":"2025-07-07T20:22:19.3Z","message":{"role":"assistant","content":"look ☀"},"done":false}
            {"model":"qwen3","created_at":"2025-07-07T20:22:19.4Z","message":{"role":"assistant","content":"","tool_calls":[\
            {"function":{"name":"get_weather","arguments":{"city":"Rome"}}},{"id":"x","function":{"name":"now","arguments":{}}}]},"done":false}
            {"model":"qwen3","created_at":"2025-07-07T20:22:19.5Z","message":{"role":"assistant","content":""},"done":true,\
            "done_reason":"stop","total_duration":182,"prompt_eval_count":169,"eval_count":15}
            """;

    private final Exchange exchange = new Exchange();

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 100_000})
    void aStreamIsReadHoweverItIsSliced_SALL1(int slice) {
        List<ChatEvent> events = new Exchange().readLines(LINES.replace("\n", "\r\n"), slice);

        assertThat(events)
                .isEqualTo(new Exchange().readLines(LINES))
                .endsWith(
                        new ChatEvent.Finish(0, FinishReason.TOOL_CALLS, null),
                        new ChatEvent.UsageReport(Usage.of(169, 15)),
                        new ChatEvent.End());
        assertThat(collected(events).first().parts())
                .containsExactly(
                        new Part.Reasoning("Grüß", null),
                        Part.Text.of("Let me look ☀"),
                        Part.ToolCall.of("call_1", "get_weather", "{\"city\":\"Rome\"}"),
                        Part.ToolCall.of("x", "now", "{}"));
    }

    @Test
    void whatIsReadIsWrittenAgain() {
        List<JsonNode> lines = exchange.writeLines(exchange.readLines(LINES));

        List<String> source = LINES.lines().toList();
        assertThat(lines)
                .hasSize(5)
                .allMatch(line -> line.path("model").asString().equals("asked-model"));
        assertThat(lines.get(0).path("created_at").asString()).isEqualTo("2025-07-07T20:22:19Z");
        for (int i = 0; i < 3; i++) {
            assertThat(lines.get(i).path("message"))
                    .isEqualTo(Json.parse(source.get(i)).path("message"));
            assertThat(lines.get(i).path("done")).isEqualTo(Json.nodes().booleanNode(false));
        }
        assertThat(lines.get(3).at("/message/tool_calls/0")).isEqualTo(Json.parse("""
                {"id":"call_1","function":{"name":"get_weather","arguments":{"city":"Rome"}}}"""));
        assertThat(lines.get(4)).isEqualTo(Json.parse("""
                {"model":"asked-model","created_at":"2025-07-07T20:22:19Z","message":{"role":"assistant","content":""},
                "done":true,"done_reason":"stop","prompt_eval_count":169,"eval_count":15}"""));
    }

    @Test
    void interleavedFragmentsOfCallsBecomeWholeCalls_SCK6() {
        List<JsonNode> lines = exchange.writeLines(List.of(
                new ChatEvent.Start("id", "m", null),
                new ChatEvent.ToolCallStart(0, 0, "a", "f"),
                new ChatEvent.ToolCallStart(0, 1, "b", "g"),
                new ChatEvent.ToolCallDelta(0, 0, "{\"x\""),
                new ChatEvent.ToolCallDelta(0, 1, "{}"),
                new ChatEvent.ToolCallDelta(0, 0, ":1}"),
                new ChatEvent.Finish(0, FinishReason.TOOL_CALLS, null),
                new ChatEvent.End()));

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).at("/message/tool_calls")).isEqualTo(Json.parse("""
                [{"id":"a","function":{"name":"f","arguments":{"x":1}}},{"id":"b","function":{"name":"g","arguments":{}}}]"""));
    }

    @Test
    void onlyTheFirstOfSeveralChoicesIsWritten() {
        List<JsonNode> lines = exchange.writeLines(List.of(
                new ChatEvent.Start(null, null, null),
                new ChatEvent.TextDelta(1, "no"),
                new ChatEvent.TextDelta(0, "yes"),
                new ChatEvent.Finish(0, FinishReason.LENGTH, null),
                new ChatEvent.Finish(1, FinishReason.STOP, null),
                new ChatEvent.End()));

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).at("/message/content").asString()).isEqualTo("yes");
        assertThat(lines.get(1).path("done_reason").asString()).isEqualTo("length");
        assertThat(lines.get(1).has("eval_count")).isFalse();
    }

    @Test
    void anEmptyAnswerIsALegalStream_SALL4() {
        ChatResponse empty = new Exchange().readResponse("{\"message\":{\"role\":\"assistant\",\"content\":\"\"}}");

        assertThat(exchange.writeLines(ChatEvents.of(empty)))
                .singleElement()
                .matches(line -> line.path("done").booleanValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"error\":\"out of memory\"}", "{\"error\":{\"message\":\"out of memory\"}}"})
    void anErrorEndsTheStream_SERR3(String line) {
        List<ChatEvent> events =
                exchange.readLines(LINES.lines().findFirst().orElseThrow() + "\n" + line + "\n" + LINES);

        assertThat(events).last().isInstanceOfSatisfying(ChatEvent.Failed.class, failed -> {
            assertThat(failed.error().status()).isEqualTo(500);
            assertThat(failed.error().message()).isEqualTo("out of memory");
        });
        assertThat(events).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"message\":{\"content\":\"Hel\"},\"done\":false}\n", "no JSON\n", "{\"done\":false"})
    void aStreamThatBreaksOffFails_SALL6(String lines) {
        assertThat(exchange.readLines(lines)).last().isInstanceOf(ChatEvent.Failed.class);
    }

    @Test
    void failuresAndSignsOfLifeAreLinesToo() {
        Exchange.Lines lines = new Exchange.Lines();
        StreamWriter writer = exchange.client().writer();

        assertThat(writer.keepAlive(lines)).isTrue();
        writer.fail(GatewayError.of(ErrorCode.UPSTREAM_INVALID, "it broke off", "r"), lines);

        assertThat(lines.written.get(0).at("/message/content").asString("none")).isEmpty();
        assertThat(lines.written.get(0).path("done").asBoolean(true)).isFalse();
        assertThat(lines.written.get(1)).isEqualTo(Json.parse("{\"error\":\"it broke off\"}"));
    }

    private static ChatResponse collected(List<ChatEvent> events) {
        ChatCollector collector = new ChatCollector();
        events.forEach(collector);
        return collector.response();
    }
}
