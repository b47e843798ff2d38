package dev.aiproxy.plugin.claude.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.testkit.digest.Digest;
import dev.aiproxy.testkit.digest.Digests;
import dev.aiproxy.testkit.grammar.ClaudeStreamGrammar;
import dev.aiproxy.testkit.grammar.StreamOption;
import dev.aiproxy.testkit.schema.Schemas;
import dev.aiproxy.testkit.sse.SseEvent;
import dev.aiproxy.testkit.sse.SseParser;
import dev.aiproxy.testkit.translate.SseSink;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams of upstreams that speak another format. */
final class ClaudeStreamWriterTest {
    private static final ChatEvent START = new ChatEvent.Start("chatcmpl-1", "gpt", 1L);
    private static final ChatEvent END = new ChatEvent.End();

    private final Exchange exchange = new Exchange();

    private String write(ChatEvent... events) {
        String stream = exchange.writeStream(List.of(events));
        ClaudeStreamGrammar.with().assertLegal(stream);
        if (Schemas.arePresent()) {
            for (SseEvent event : SseParser.parse(stream).events()) {
                Schemas.assertValid("anthropic-stream-event", event.data());
            }
        }
        return stream;
    }

    private static ChatEvent text(String text) {
        return new ChatEvent.TextDelta(0, text);
    }

    private static ChatEvent call(int number, String id, String name) {
        return new ChatEvent.ToolCallStart(0, number, id, name);
    }

    private static ChatEvent arguments(int number, String fragment) {
        return new ChatEvent.ToolCallDelta(0, number, fragment);
    }

    private static ChatEvent finish(FinishReason reason) {
        return new ChatEvent.Finish(0, reason, null);
    }

    private static List<String> types(String stream) {
        return SseParser.parse(stream).events().stream()
                .map(event -> String.valueOf(event.event()).replace("content_block_", ""))
                .toList();
    }

    @Test
    void reasonAndUsageComeOnceAtTheEnd_SCK7() {
        String stream = write(
                START,
                text("a"),
                finish(FinishReason.STOP),
                new ChatEvent.UsageReport(new Usage(1000L, 300L, 200L, null, 7L, null)),
                END);

        assertThat(types(stream))
                .containsExactly("message_start", "start", "delta", "stop", "message_delta", "message_stop");
        assertThat(stream)
                .contains("\"usage\":{\"input_tokens\":500,\"cache_creation_input_tokens\":200,"
                        + "\"cache_read_input_tokens\":300,\"output_tokens\":7}")
                .contains("\"id\":\"chatcmpl-1\"");
    }

    @Test
    void aBlockOpensWithItsFirstWordsAndClosesForTheNextKind_SCK2_SCK3() {
        String stream = write(
                START,
                text(""),
                new ChatEvent.ReasoningDelta(0, "hm"),
                text(""),
                text("a"),
                text("b"),
                call(0, "t", "f"),
                arguments(0, "{}"),
                finish(FinishReason.TOOL_CALLS),
                END);

        assertThat(types(stream))
                .containsExactly(
                        "message_start",
                        "start",
                        "delta",
                        "stop",
                        "start",
                        "delta",
                        "delta",
                        "stop",
                        "start",
                        "delta",
                        "stop",
                        "message_delta",
                        "message_stop");
    }

    @Test
    void fragmentsOfMixedCallsEndUpInTheirBlocks_SCK6() {
        String stream = write(
                START,
                call(0, "a", "f"),
                arguments(0, "{\"x\":"),
                call(1, "b", "g"),
                arguments(1, "{\"y\":\"}\\\""),
                text("meanwhile"),
                arguments(0, "1}"),
                arguments(1, "\"}"),
                call(2, "c", "h"),
                finish(FinishReason.TOOL_CALLS),
                END);

        Digest digest = Digests.CLAUDE.ofBody(stream);
        assertThat(digest.toolCalls()).extracting(Digest.ToolCall::name).containsExactly("f", "g", "h");
        assertThat(digest.toolCalls())
                .extracting(call -> call.args().toString())
                .containsExactly("{\"x\":1}", "{\"y\":\"}\\\"\"}", "{}");
        assertThat(digest.text()).isEqualTo("meanwhile");
    }

    @Test
    void aFollowingCallDoesNotWaitOnceTheOneBeforeIsWhole_SALL5() {
        List<String> types = new ArrayList<>();
        SseSink sink = new SseSink();
        StreamWriter writer = exchange.client().writer();
        for (ChatEvent event :
                List.of(START, call(0, "a", "f"), arguments(0, "{}"), call(1, "b", "g"), arguments(1, "{\"q\""))) {
            writer.write(event, sink);
        }
        types.addAll(types(sink.written()));

        assertThat(types).containsExactly("message_start", "start", "delta", "stop", "start", "delta");
    }

    @Test
    void aTruncatedCallKeepsItsFragments_TFIN6() {
        String stream = write(START, call(0, "a", "f"), arguments(0, "{\"x\":"), finish(FinishReason.LENGTH), END);

        assertThat(stream).contains("\"stop_reason\":\"max_tokens\"").contains("{\\\"x\\\":");
    }

    @Test
    void nothingAtAllIsALegalStream_SALL4() {
        assertThat(write(START, finish(FinishReason.CONTENT_FILTER), END)).contains("\"stop_reason\":\"refusal\"");
        assertThat(write(END)).contains("\"id\":\"msg_").contains("\"model\":\"asked-model\"");
    }

    @Test
    void toolUseIsNamedOnlyWithATool_SCK8() {
        assertThat(write(START, text("a"), finish(FinishReason.TOOL_CALLS), END))
                .contains("\"stop_reason\":\"end_turn\"");
    }

    @Test
    void onlyTheFirstChoiceIsWritten_SCK9() {
        String stream = write(
                START,
                text("a"),
                new ChatEvent.TextDelta(1, "b"),
                new ChatEvent.Finish(1, FinishReason.LENGTH, null),
                finish(FinishReason.STOP),
                END);

        assertThat(Digests.CLAUDE.ofBody(stream).text()).isEqualTo("a");
        assertThat(stream).contains("end_turn").doesNotContain("max_tokens");
    }

    @Test
    void aRefusalIsTextThatEndsAsRefused_RCK4() {
        String stream = write(START, new ChatEvent.RefusalDelta(0, "No."), finish(FinishReason.CONTENT_FILTER), END);

        assertThat(Digests.CLAUDE.ofBody(stream).text()).isEqualTo("No.");
        assertThat(stream).contains("\"stop_reason\":\"refusal\"");
    }

    @Test
    void unsignedThinkingHasNoSignatureAndAForeignOneIsMarked_WCL10() {
        String stream = write(
                START,
                new ChatEvent.ReasoningDelta(0, "a"),
                new ChatEvent.PartEnd(0),
                new ChatEvent.ReasoningDelta(0, "b"),
                new ChatEvent.PartSignature(0, -1, new Signature(Exchange.GEMINI, "G")),
                new ChatEvent.WholePart(0, new Part.RedactedReasoning(new Signature(Exchange.GEMINI, "R"))),
                finish(FinishReason.STOP),
                END);

        assertThat(stream)
                .containsOnlyOnce("signature_delta\",\"signature\":\"ai-proxy.gemini.G\"")
                .contains("\"data\":\"ai-proxy.gemini.R\"");
    }

    @ParameterizedTest
    @CsvSource({"UPSTREAM_INVALID,api_error", "OVERLOADED,overloaded_error", "UPSTREAM_TIMEOUT,timeout_error"})
    void anErrorEndsTheStreamWithoutATerminator_SERR2(ErrorCode code, String type) {
        SseSink sink = new SseSink();
        StreamWriter writer = exchange.client().writer();
        writer.write(START, sink);
        writer.write(text("a"), sink);
        writer.fail(GatewayError.of(code, "it broke", "req-1"), sink);

        ClaudeStreamGrammar.with(StreamOption.ENDED_WITH_ERROR).assertLegal(sink.written());
        assertThat(sink.written())
                .endsWith("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"" + type
                        + "\",\"message\":\"it broke\"},\"request_id\":\"req-1\"}\n\n");
    }

    @Test
    void aPingIsTheSignOfLife() {
        SseSink sink = new SseSink();

        assertThat(exchange.client().writer().keepAlive(sink)).isTrue();
        assertThat(sink.written()).isEqualTo("event: ping\ndata: {\"type\":\"ping\"}\n\n");
    }
}
