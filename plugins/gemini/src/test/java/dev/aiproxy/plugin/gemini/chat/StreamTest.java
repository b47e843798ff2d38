package dev.aiproxy.plugin.gemini.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.wire.Framing;
import dev.aiproxy.testkit.grammar.GeminiStreamGrammar;
import dev.aiproxy.testkit.grammar.StreamOption;
import dev.aiproxy.testkit.translate.SseSink;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Streams of Gemini upstreams and to Gemini clients. */
final class StreamTest {
    private static final ChatEvent START = new ChatEvent.Start("id", "m", null);

    private final Exchange exchange = new Exchange();

    @Test
    void everyChunkMaySayStop_SGC2() {
        List<ChatEvent> events = exchange.readStream(Exchange.sse(
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"finishReason\":\"STOP\"}]}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"b\"}]},\"finishReason\":\"STOP\"}]}"));

        assertThat(events)
                .containsExactly(
                        new ChatEvent.Start(null, null, null),
                        new ChatEvent.TextDelta(0, "a"),
                        new ChatEvent.TextDelta(0, "b"),
                        new ChatEvent.PartEnd(0),
                        new ChatEvent.Finish(0, FinishReason.STOP, null),
                        new ChatEvent.End());
    }

    @Test
    void aCallInAnEarlierChunkMakesTheFinish_TFIN2_andLengthWins_TFIN6() {
        String call = "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"f\"}}]}}]}";

        assertThat(finish(call, "{\"candidates\":[{\"finishReason\":\"STOP\"}]}"))
                .isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(finish(call, "{\"candidates\":[{\"finishReason\":\"MAX_TOKENS\"}]}"))
                .isEqualTo(FinishReason.LENGTH);
        assertThat(finish(call, "{\"candidates\":[{\"finishReason\":\"NEW_WORD\"}]}"))
                .isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(finish(call)).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(finish("{\"promptFeedback\":{\"blockReason\":\"MODEL_ARMOR\"}}"))
                .isEqualTo(FinishReason.CONTENT_FILTER);
    }

    @Test
    void theLastUsageWins_TUSE5() {
        List<ChatEvent> events = exchange.readStream(Exchange.sse(
                "{\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":1,\"thoughtsTokenCount\":5}}",
                "{\"usageMetadata\":{\"promptTokenCount\":10,\"candidatesTokenCount\":12}}",
                "{\"usageMetadata\":{\"trafficType\":\"ON_DEMAND\"}}"));

        assertThat(events).contains(new ChatEvent.UsageReport(new Usage(10L, null, null, null, 12L, 0L)));
        assertThat(events).filteredOn(ChatEvent.UsageReport.class::isInstance).hasSize(2);
    }

    @Test
    void aBareErrorEndsTheStream_SERR3() {
        List<ChatEvent> events =
                exchange.readStream(Exchange.sse("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}")
                        + "{\"error\":{\"code\":499,\"message\":\"cancelled\",\"status\":\"CANCELLED\"}}");

        ChatEvent last = events.get(events.size() - 1);
        assertThat(last).isInstanceOf(ChatEvent.Failed.class);
        assertThat(((ChatEvent.Failed) last).error().status()).isEqualTo(499);
    }

    @Test
    void aStreamWithoutAnythingIsNoAnswer_SALL6() {
        assertThat(exchange.readStream("")).last().isInstanceOf(ChatEvent.Failed.class);
    }

    @Test
    void callsAreHeldBackUntilTheyAreWhole_SKG2() {
        String stream = exchange.writeStream(List.of(
                START,
                new ChatEvent.ReasoningDelta(0, "hm"),
                new ChatEvent.ToolCallStart(0, 0, "a", "f"),
                new ChatEvent.ToolCallStart(0, 1, "b", "g"),
                new ChatEvent.ToolCallDelta(0, 1, "{}"),
                new ChatEvent.ToolCallDelta(0, 0, "{\"x\":"),
                new ChatEvent.ToolCallDelta(0, 0, "1}"),
                new ChatEvent.TextDelta(0, "t"),
                new ChatEvent.Finish(0, FinishReason.TOOL_CALLS, null),
                new ChatEvent.UsageReport(new Usage(10L, 4L, null, null, 17L, 5L)),
                new ChatEvent.End()));

        GeminiStreamGrammar.with().assertLegal(stream);
        assertThat(stream)
                .isEqualTo(
                        Exchange.sse(
                                chunk("{\"text\":\"hm\",\"thought\":true}", "", ""),
                                chunk(
                                        "{\"functionCall\":{\"id\":\"a\",\"name\":\"f\",\"args\":{\"x\":1}}},"
                                                + "{\"functionCall\":{\"id\":\"b\",\"name\":\"g\",\"args\":{}}},{\"text\":\"t\"}",
                                        "",
                                        ""),
                                chunk(
                                        "{\"text\":\"\"}",
                                        "\"finishReason\":\"STOP\",",
                                        "\"usageMetadata\":{\"promptTokenCount\":10,\"cachedContentTokenCount\":4,"
                                                + "\"candidatesTokenCount\":12,\"thoughtsTokenCount\":5,\"totalTokenCount\":27},")));
    }

    @Test
    void aStreamOfNothingIsLegal_SALL4_andATruncatedCallKeepsItsLimit_TFIN6() {
        String empty = exchange.writeStream(List.of(START, new ChatEvent.End()));
        String cut = exchange.writeStream(List.of(
                START,
                new ChatEvent.ToolCallStart(0, 0, "a", "f"),
                new ChatEvent.ToolCallDelta(0, 0, "{\"x"),
                new ChatEvent.Finish(0, FinishReason.LENGTH, null),
                new ChatEvent.End()));

        GeminiStreamGrammar.with().assertLegal(empty);
        GeminiStreamGrammar.with().assertLegal(cut);
        assertThat(cut).contains("\"finishReason\":\"MAX_TOKENS\"").contains("\"args\":{}");
    }

    @Test
    void anErrorStandsInTheStreamWithoutAFinish_SERR2_SERR4() {
        SseSink sink = new SseSink();
        var writer = exchange.client().writer();
        writer.write(START, sink);
        writer.write(new ChatEvent.TextDelta(0, "a"), sink);

        writer.fail(GatewayError.of(ErrorCode.UPSTREAM_INVALID, "cut", "r"), sink);

        GeminiStreamGrammar.with(StreamOption.ENDED_WITH_ERROR).assertLegal(sink.written());
    }

    @Test
    void withoutAltSseTheStreamIsAnArray_WGE11() {
        assertThat(new Exchange().asking(Map.of()).client().framing()).isSameAs(Framing.jsonArray());
        assertThat(exchange.client().framing()).isSameAs(Framing.sse());
    }

    private FinishReason finish(String... chunks) {
        return exchange.collectStream(Exchange.sse(chunks)).first().finishReason();
    }

    private static String chunk(String parts, String finish, String usage) {
        return "{\"candidates\":[{\"content\":{\"parts\":[" + parts + "],\"role\":\"model\"}," + finish
                + "\"index\":0}]," + usage + "\"modelVersion\":\"m\",\"responseId\":\"id\"}";
    }
}
