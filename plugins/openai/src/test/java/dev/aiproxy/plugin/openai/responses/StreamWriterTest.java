package dev.aiproxy.plugin.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatEvents;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.testkit.grammar.ResponsesStreamGrammar;
import dev.aiproxy.testkit.grammar.StreamOption;
import dev.aiproxy.testkit.sse.SseEvent;
import dev.aiproxy.testkit.sse.SseParser;
import dev.aiproxy.testkit.translate.SseSink;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class StreamWriterTest {
    private static final String CARRIES_SEALS =
            "{\"model\":\"m\",\"input\":\"U\",\"include\":[\"reasoning.encrypted_content\"]}";
    private static final ChatEvent START = new ChatEvent.Start("chatcmpl-1", "m", 7L);
    private static final ChatEvent END = new ChatEvent.End();
    private static final ChatEvent PART_END = new ChatEvent.PartEnd(0);

    private final Exchange exchange = new Exchange();

    private static ChatEvent finish(FinishReason reason) {
        return new ChatEvent.Finish(0, reason, null);
    }

    private static ChatEvent text(String text) {
        return new ChatEvent.TextDelta(0, text);
    }

    private static ChatEvent reasoning(String text) {
        return new ChatEvent.ReasoningDelta(0, text);
    }

    private static ChatEvent signature(int call, String format, String value) {
        return new ChatEvent.PartSignature(0, call, new Signature(WireFormat.of(format), value));
    }

    private static List<String> types(String stream) {
        return SseParser.parse(stream).events().stream()
                .map(SseEvent::event)
                .map(String::valueOf)
                .map(type -> type.replaceFirst("response\\.", ""))
                .toList();
    }

    private String write(ChatEvent... events) {
        String stream = exchange.writeStream(CARRIES_SEALS, List.of(events));
        ResponsesStreamGrammar.with().assertLegal(stream);
        return stream;
    }

    /** W-RS-6. */
    @Test
    void textIsWrittenInTheOrderOfTheFormat() {
        String stream = write(START, text("a"), text("b"), finish(FinishReason.STOP), END);

        assertThat(types(stream))
                .containsExactly(
                        "created",
                        "in_progress",
                        "output_item.added",
                        "content_part.added",
                        "output_text.delta",
                        "output_text.delta",
                        "output_text.done",
                        "content_part.done",
                        "output_item.done",
                        "completed");
        assertThat(Exchange.last(stream).path("output").path(0).path("content").path(0))
                .isEqualTo(Json.parse("""
                {"type":"output_text","text":"ab","annotations":[],"logprobs":[]}"""));
    }

    /** W-RS-6, S-xR-6. */
    @Test
    void thinkingAndCallsAreItemsOfTheirOwn() {
        String stream = write(
                START,
                reasoning("hm"),
                signature(-1, "claude", "c2ln"),
                PART_END,
                new ChatEvent.ToolCallStart(0, 0, "toolu_1", "f"),
                new ChatEvent.ToolCallDelta(0, 0, "{\"a\""),
                new ChatEvent.ToolCallDelta(0, 0, ":1}"),
                finish(FinishReason.TOOL_CALLS),
                END);

        assertThat(types(stream).subList(2, types(stream).size()))
                .containsExactly(
                        "output_item.added",
                        "reasoning_summary_part.added",
                        "reasoning_summary_text.delta",
                        "reasoning_summary_text.done",
                        "reasoning_summary_part.done",
                        "output_item.done",
                        "output_item.added",
                        "function_call_arguments.delta",
                        "function_call_arguments.delta",
                        "function_call_arguments.done",
                        "output_item.done",
                        "completed");
        JsonNode output = Exchange.last(stream).path("output");
        assertThat(output).hasSize(2);
        assertThat(output.path(0).path("encrypted_content").asString()).isEqualTo("ai-proxy.claude.s.c2ln");
        assertThat(output.path(1).path("call_id").asString()).isEqualTo("toolu_1");
        assertThat(output.path(1).path("id").asString()).startsWith("fc_");
    }

    /** W-RS-2, T-FIN-6, S-xR-4. */
    @ParameterizedTest
    @CsvSource({"LENGTH,max_output_tokens", "CONTENT_FILTER,content_filter"})
    void cutAnswersAreIncomplete(FinishReason reason, String word) {
        JsonNode response = Exchange.last(write(START, text("a"), finish(reason), END));

        assertThat(response.path("status").asString()).isEqualTo("incomplete");
        assertThat(response.path("incomplete_details").path("reason").asString())
                .isEqualTo(word);
        assertThat(response.path("output").path(0).path("status").asString()).isEqualTo("incomplete");
    }

    /** T-FIN-9. */
    @Test
    void refusalInWordsIsComplete() {
        JsonNode response = Exchange.last(
                write(START, new ChatEvent.RefusalDelta(0, "No."), finish(FinishReason.CONTENT_FILTER), END));

        assertThat(response.path("status").asString()).isEqualTo("completed");
        assertThat(response.path("output").path(0).path("content").path(0)).isEqualTo(Json.parse("""
                {"type":"refusal","refusal":"No."}"""));
    }

    /** S-ALL-4. */
    @Test
    void emptyAnswerIsLegal() {
        JsonNode response = Exchange.last(write(START, finish(FinishReason.STOP), END));

        assertThat(response.path("output")).isEmpty();
        assertThat(response.path("usage").isNull()).isTrue();
    }

    /** S-CK-6, S-xR-3: calls whose fragments interleave stay apart. */
    @Test
    void interleavedCallsAreKeptApart() {
        JsonNode output = Exchange.last(write(
                        START,
                        new ChatEvent.ToolCallStart(0, 0, "a", "f"),
                        new ChatEvent.ToolCallDelta(0, 0, "{\"x\":"),
                        new ChatEvent.ToolCallStart(0, 1, "b", "g"),
                        new ChatEvent.ToolCallDelta(0, 1, "{}"),
                        new ChatEvent.ToolCallDelta(0, 0, "1}"),
                        finish(FinishReason.TOOL_CALLS),
                        END))
                .path("output");

        assertThat(output.path(0).path("arguments").asString()).isEqualTo("{\"x\":1}");
        assertThat(output.path(1).path("arguments").asString()).isEqualTo("{}");
    }

    /** S-KC-4. */
    @Test
    void callWithoutArgumentsHasAnEmptyObjectOfThem() {
        JsonNode output = Exchange.last(
                        write(START, new ChatEvent.ToolCallStart(0, 0, "a", "f"), finish(FinishReason.TOOL_CALLS), END))
                .path("output");

        assertThat(output.path(0).path("arguments").asString()).isEqualTo("{}");
    }

    /** S-Rx-7. */
    @Test
    void callOfACustomToolHasItsText() {
        String request = "{\"model\":\"m\",\"input\":\"U\",\"tools\":[{\"type\":\"custom\",\"name\":\"patch\"}]}";
        String stream = exchange.writeStream(
                request,
                List.of(
                        START,
                        new ChatEvent.ToolCallStart(0, 0, "a", "patch"),
                        new ChatEvent.ToolCallDelta(0, 0, "{\"input\":\"*** B"),
                        new ChatEvent.ToolCallDelta(0, 0, "egin\"}"),
                        finish(FinishReason.TOOL_CALLS),
                        END));

        ResponsesStreamGrammar.with().assertLegal(stream);
        JsonNode call = Exchange.last(stream).path("output").path(0);
        assertThat(call.path("type").asString()).isEqualTo("custom_tool_call");
        assertThat(call.path("input").asString()).isEqualTo("*** Begin");
    }

    /** T-USE, W-RS-8. */
    @Test
    void usageStandsInTheLastEvent() {
        ChatEvent usage = new ChatEvent.UsageReport(new Usage(30L, 4L, 6L, null, 9L, 2L));

        assertThat(Exchange.last(write(START, usage, finish(FinishReason.STOP), END))
                        .path("usage"))
                .isEqualTo(Json.parse("""
                        {"input_tokens":30,"input_tokens_details":{"cached_tokens":4,"cache_write_tokens":6},"output_tokens":9,
                        "output_tokens_details":{"reasoning_tokens":2},"total_tokens":39}"""));
    }

    /** S-ERR-2, S-ERR-4: nobody takes a call that was cut for a whole one. */
    @Test
    void errorEndsTheStreamWithoutCompletingItems() {
        SseSink sink = new SseSink();
        StreamWriter writer = exchange.client().writer();
        List.of(START, new ChatEvent.ToolCallStart(0, 0, "a", "f")).forEach(event -> writer.write(event, sink));
        writer.fail(GatewayError.of(ErrorCode.UPSTREAM_INVALID, "broken", "req-1"), sink);

        ResponsesStreamGrammar.with(StreamOption.ENDED_WITH_ERROR).assertLegal(sink.written());
        assertThat(types(sink.written()).subList(3, 5)).containsExactly("error", "failed");
        assertThat(Exchange.last(sink.written()).path("error").path("message").asString())
                .isEqualTo("broken");
    }

    /** W-RS-1. */
    @Test
    void requestIsRepeated() {
        String request = """
                {"model":"m","input":"U","instructions":"I","temperature":0.5,"tools":[{"type":"function","name":"f"}],
                "tool_choice":"required","metadata":{"k":"v"},"text":{"verbosity":"low"},"parallel_tool_calls":false}""";
        JsonNode response =
                Exchange.last(exchange.writeStream(request, List.of(START, finish(FinishReason.STOP), END)));

        assertThat(response.path("instructions").asString()).isEqualTo("I");
        assertThat(response.path("tool_choice").asString()).isEqualTo("required");
        assertThat(response.path("tools")).isEqualTo(Json.parse("""
                [{"type":"function","name":"f","parameters":null,"strict":null}]"""));
        assertThat(response.path("text")).isEqualTo(Json.parse("""
                {"format":{"type":"text"},"verbosity":"low"}"""));
        assertThat(response.path("id").asString()).startsWith("resp_");
        assertThat(response.path("top_p").isNull()).isTrue();
    }

    /** The whole answer is what the stream ends with, ids aside. */
    @Test
    void streamEndsWithTheWholeAnswer() {
        ChatResponse answer = new ChatResponse(
                "resp_1",
                "m",
                7L,
                List.of(new ChatResponse.Choice(
                        0,
                        List.of(
                                new Part.Reasoning("hm", new Signature(Exchange.CLAUDE, "s")),
                                new Part.RedactedReasoning(new Signature(Exchange.CLAUDE, "r")),
                                Part.Text.of("a"),
                                Part.Text.of("b"),
                                new Part.ToolCall("t", "f", "{}", new Signature(Exchange.GEMINI, "g"), null),
                                new Part.Image(new MediaSource.Inline("image/png", "QQ=="), null, null)),
                        FinishReason.TOOL_CALLS,
                        null)),
                Usage.of(1, 2));

        JsonNode whole = new Exchange().client().writeResponse(answer);
        String stream = new Exchange().writeStream(ChatEvents.of(answer));

        ResponsesStreamGrammar.with().assertLegal(stream);
        assertThat(Exchange.last(stream)).isEqualTo(Json.parse(Json.text(whole)));
        assertThat(whole.path("output")).hasSize(5);
    }
}
