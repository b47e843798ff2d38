package dev.aiproxy.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatEvent.CitationAdded;
import dev.aiproxy.api.chat.ChatEvent.End;
import dev.aiproxy.api.chat.ChatEvent.Failed;
import dev.aiproxy.api.chat.ChatEvent.Finish;
import dev.aiproxy.api.chat.ChatEvent.PartEnd;
import dev.aiproxy.api.chat.ChatEvent.PartSignature;
import dev.aiproxy.api.chat.ChatEvent.ReasoningDelta;
import dev.aiproxy.api.chat.ChatEvent.RefusalDelta;
import dev.aiproxy.api.chat.ChatEvent.Start;
import dev.aiproxy.api.chat.ChatEvent.TextDelta;
import dev.aiproxy.api.chat.ChatEvent.ToolCallDelta;
import dev.aiproxy.api.chat.ChatEvent.ToolCallStart;
import dev.aiproxy.api.chat.ChatEvent.UsageReport;
import dev.aiproxy.api.chat.ChatEvent.WholePart;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.WireFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChatCollectorTest {
    private static final WireFormat FORMAT = WireFormat.of("some");
    private static final Signature SEAL = new Signature(FORMAT, "seal");
    private static final Citation CITATION = new Citation(FORMAT, Json.object().put("url", "u"));

    @Test
    void deltasOfOneKindAreOnePart() {
        assertThat(parts(new ReasoningDelta(0, "th"), new ReasoningDelta(0, "ink"), text("a"), text("b")))
                .containsExactly(new Part.Reasoning("think", null), Part.Text.of("ab"));
    }

    @Test
    void partEndSeparatesPartsOfOneKind() {
        assertThat(parts(text("a"), new PartEnd(0), text("b"), new RefusalDelta(0, "no")))
                .containsExactly(Part.Text.of("a"), Part.Text.of("b"), new Part.Refusal("no"));
    }

    @Test
    void interleavedCallsAreKeptApart() {
        // S-CK 6
        assertThat(parts(
                        new ToolCallStart(0, 0, "x", "first"),
                        new ToolCallStart(0, 1, "y", "second"),
                        new ToolCallDelta(0, 1, "{\"b\""),
                        new ToolCallDelta(0, 0, "{\"a\":1}"),
                        new ToolCallDelta(0, 1, ":2}")))
                .containsExactly(
                        Part.ToolCall.of("x", "first", "{\"a\":1}"), Part.ToolCall.of("y", "second", "{\"b\":2}"));
    }

    @Test
    void callWithoutArgumentsHasEmptyOnes() {
        assertThat(parts(new ToolCallStart(0, 0, "x", "f"))).containsExactly(Part.ToolCall.of("x", "f", "{}"));
    }

    @Test
    void textBehindACallIsANewPart() {
        assertThat(parts(text("a"), new ToolCallStart(0, 0, "x", "f"), text("b")))
                .containsExactly(Part.Text.of("a"), Part.ToolCall.of("x", "f", "{}"), Part.Text.of("b"));
    }

    @Test
    void signatureBelongsToTheLastTextOrReasoning() {
        assertThat(parts(new ReasoningDelta(0, "t"), new PartSignature(0, -1, SEAL), new PartEnd(0), text("a")))
                .containsExactly(new Part.Reasoning("t", SEAL), Part.Text.of("a"));
        assertThat(parts(text("a"), new PartEnd(0), new PartSignature(0, -1, SEAL)))
                .containsExactly(new Part.Text("a", List.of(), SEAL, null));
    }

    @Test
    void signatureWithoutAPartBecomesAnEmptyText() {
        assertThat(parts(new PartSignature(0, -1, SEAL))).containsExactly(new Part.Text("", List.of(), SEAL, null));
    }

    @Test
    void signatureOfACallStaysWithIt() {
        assertThat(parts(
                        new ToolCallStart(0, 0, "x", "f"),
                        new ToolCallStart(0, 1, "y", "f"),
                        new PartSignature(0, 0, SEAL)))
                .containsExactly(new Part.ToolCall("x", "f", "{}", SEAL, null), Part.ToolCall.of("y", "f", "{}"));
    }

    @Test
    void citationBelongsToItsText() {
        assertThat(parts(text("a"), new CitationAdded(0, CITATION), text("b")))
                .containsExactly(new Part.Text("ab", List.of(CITATION), null, null));
    }

    @Test
    void wholePartStandsInItsPlace() {
        Part redacted = new Part.RedactedReasoning(SEAL);

        assertThat(parts(text("a"), new WholePart(0, redacted), text("b")))
                .containsExactly(Part.Text.of("a"), redacted, Part.Text.of("b"));
    }

    @Test
    void choicesAreKeptApartAndOrdered() {
        ChatResponse response = collected(
                        new TextDelta(1, "b"),
                        new TextDelta(0, "a"),
                        new Finish(1, FinishReason.LENGTH, null),
                        new Finish(0, FinishReason.STOP_SEQUENCE, "x"))
                .response();

        assertThat(response.choices())
                .containsExactly(
                        new ChatResponse.Choice(0, List.of(Part.Text.of("a")), FinishReason.STOP_SEQUENCE, "x"),
                        new ChatResponse.Choice(1, List.of(Part.Text.of("b")), FinishReason.LENGTH, null));
    }

    @Test
    void laterUsageReplacesFiguresOfTheEarlier() {
        // T-USE-4: 43 at the start, 61 at the end
        ChatResponse response = collected(
                        new UsageReport(new Usage(43L, 5L, null, null, 1L, null)), new UsageReport(Usage.of(61, 9)))
                .response();

        assertThat(response.usage()).isEqualTo(new Usage(61L, 5L, null, null, 9L, null));
    }

    @Test
    void missingFinishFollowsFromTheCalls() {
        // T-FIN-8
        assertThat(collected(text("a")).response().first().finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(collected(new ToolCallStart(0, 0, "x", "f"))
                        .response()
                        .first()
                        .finishReason())
                .isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void failureIsToldApartFromAnEnd() {
        UpstreamError error = UpstreamError.of(529, "overloaded");

        ChatCollector failed = collected(text("a"), new Failed(error));
        ChatCollector ended = collected(new Start("id", "model", 7L), new End());

        assertThat(failed.failure()).hasValue(error);
        assertThat(failed.isComplete()).isFalse();
        assertThat(failed.response().first().text()).isEqualTo("a");
        assertThat(ended.failure()).isEmpty();
        assertThat(ended.isComplete()).isTrue();
        assertThat(ended.response().model()).isEqualTo("model");
        assertThat(ended.response().first().parts()).isEmpty();
    }

    private static ChatEvent text(String text) {
        return new TextDelta(0, text);
    }

    private static List<Part> parts(ChatEvent... events) {
        return collected(events).response().first().parts();
    }

    private static ChatCollector collected(ChatEvent... events) {
        ChatCollector collector = new ChatCollector();
        List.of(events).forEach(collector);
        return collector;
    }
}
