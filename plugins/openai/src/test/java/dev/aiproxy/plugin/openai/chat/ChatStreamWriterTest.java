package dev.aiproxy.plugin.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.testkit.grammar.ChatStreamGrammar;
import dev.aiproxy.testkit.grammar.StreamOption;
import dev.aiproxy.testkit.translate.SseSink;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChatStreamWriterTest {
    private static final ChatEvent START = new ChatEvent.Start("id-1", "model-1", 7L);
    private static final ChatEvent END = new ChatEvent.End();

    private final Exchange exchange = new Exchange();

    @Test
    void textIsWrittenChunkByChunk_WCH3_WCH5_WCH7() {
        String stream = write(
                START,
                new ChatEvent.TextDelta(0, "Hel"),
                new ChatEvent.TextDelta(0, "lo"),
                new ChatEvent.UsageReport(Usage.of(3, 2)),
                finish(FinishReason.STOP),
                END);

        String head =
                "data: {\"id\":\"id-1\",\"object\":\"chat.completion.chunk\",\"created\":7,\"model\":\"model-1\",\"choices\":[";
        assertThat(stream)
                .isEqualTo(head
                        + "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}\n\n"
                        + head + "{\"index\":0,\"delta\":{\"content\":\"Hel\"},\"finish_reason\":null}]}\n\n"
                        + head + "{\"index\":0,\"delta\":{\"content\":\"lo\"},\"finish_reason\":null}]}\n\n"
                        + head + "{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
                        + "data: [DONE]\n\n");
        ChatStreamGrammar.with().assertLegal(stream);
    }

    @Test
    void usageComesLastAndOnlyWhenAskedFor_WCH6() {
        List<ChatEvent> events = List.of(
                START,
                new ChatEvent.UsageReport(new Usage(10L, 4L, 2L, null, 6L, 5L)),
                new ChatEvent.TextDelta(0, "x"),
                finish(FinishReason.STOP),
                END);

        String stream = exchange.writeStream(true, events);

        assertThat(stream)
                .contains("\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":6,\"total_tokens\":16,"
                        + "\"prompt_tokens_details\":{\"cached_tokens\":4,\"cache_write_tokens\":2},"
                        + "\"completion_tokens_details\":{\"reasoning_tokens\":5}}");
        ChatStreamGrammar.with(StreamOption.CLIENT_ASKED_FOR_USAGE).assertLegal(stream);
        assertThat(exchange.writeStream(false, events)).doesNotContain("usage");
    }

    @Test
    void parallelCallsKeepTheirIndex_WCH4() {
        String stream = write(
                START,
                new ChatEvent.ToolCallStart(0, 0, "a", "f"),
                new ChatEvent.ToolCallStart(0, 1, "b", "g"),
                new ChatEvent.ToolCallDelta(0, 0, "{\"x\":"),
                new ChatEvent.ToolCallDelta(0, 1, "{}"),
                new ChatEvent.ToolCallDelta(0, 0, "1}"),
                finish(FinishReason.TOOL_CALLS),
                END);

        ChatStreamGrammar.with().assertLegal(stream);
        assertThat(stream)
                .contains(
                        "{\"index\":1,\"id\":\"b\",\"type\":\"function\",\"function\":{\"name\":\"g\",\"arguments\":\"\"}}")
                .contains("{\"index\":0,\"function\":{\"arguments\":\"1}\"}}");
    }

    @Test
    void aCallWithoutArgumentsEndsAsAnEmptyObject_SKC4() {
        String stream = write(START, new ChatEvent.ToolCallStart(0, 0, "a", "f"), END);

        ChatStreamGrammar.with().assertLegal(stream);
        assertThat(stream).contains("\"arguments\":\"{}\"").contains("\"finish_reason\":\"tool_calls\"");
    }

    @Test
    void thinkingIsNeverContent_TRE9() {
        String stream = write(START, new ChatEvent.ReasoningDelta(0, "hm"), new ChatEvent.TextDelta(0, "yes"), END);

        ChatStreamGrammar.with().assertLegal(stream);
        assertThat(stream).contains("{\"reasoning_content\":\"hm\"}").contains("{\"content\":\"yes\"}");
    }

    @Test
    void anEmptyAnswerIsALegalStream_SALL4() {
        ChatStreamGrammar.with().assertLegal(write(START, END));
        ChatStreamGrammar.with().assertLegal(write(END));
    }

    @Test
    void anErrorEndsTheStreamWithoutFinishAndDone_SERR2_SERR4() {
        SseSink sink = new SseSink();
        ChatStreamWriter writer = new ChatStreamWriter(exchange.facts(), new Seals(exchange.state()), false);

        writer.write(START, sink);
        writer.write(new ChatEvent.TextDelta(0, "x"), sink);
        writer.write(finish(FinishReason.STOP), sink);
        writer.fail(GatewayError.of(ErrorCode.UPSTREAM_INVALID, "cut", "req-1"), sink);

        ChatStreamGrammar.with(StreamOption.ENDED_WITH_ERROR).assertLegal(sink.written());
        assertThat(sink.written()).contains("\"message\":\"cut\"").doesNotContain("[DONE]");
    }

    @Test
    void choicesFinishApart_RGC1() {
        String stream = write(
                START,
                new ChatEvent.TextDelta(1, "b"),
                new ChatEvent.TextDelta(0, "a"),
                new ChatEvent.Finish(1, FinishReason.LENGTH, null),
                finish(FinishReason.STOP),
                END);

        ChatStreamGrammar.with().assertLegal(stream);
        assertThat(stream).contains("{\"index\":1,\"delta\":{},\"finish_reason\":\"length\"}");
    }

    @Test
    void wholePartsAreShownAsFarAsTheFormatCan() {
        String stream = write(
                START,
                new ChatEvent.WholePart(0, Part.Text.of("t")),
                new ChatEvent.WholePart(0, Part.ToolCall.of("c", "f", "{\"a\":1}")),
                new ChatEvent.WholePart(0, new Part.Image(new MediaSource.Inline("image/png", "QQ=="), null, null)),
                new ChatEvent.RefusalDelta(0, "no"),
                END);

        ChatStreamGrammar.with().assertLegal(stream);
        assertThat(stream)
                .contains("{\"content\":\"t\"}", "\"id\":\"c\"", "data:image/png;base64,QQ==", "{\"refusal\":\"no\"}");
    }

    @Test
    void aMissingIdOrModelIsFilledIn_WCH3() {
        String stream = write(new ChatEvent.Start("", null, null), END);

        assertThat(stream).contains("\"id\":\"chatcmpl-1\"", "\"created\":1700000000", "\"model\":\"asked-model\"");
    }

    private String write(ChatEvent... events) {
        return exchange.writeStream(false, List.of(events));
    }

    private static ChatEvent finish(FinishReason reason) {
        return new ChatEvent.Finish(0, reason, null);
    }
}
