package dev.aiproxy.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatResponse.Choice;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.WireFormat;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

final class ChatEventsTest {
    private static final WireFormat FORMAT = WireFormat.of("some");

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void collectedEventsOfAResponseAreTheResponse(@ForAll("responses") ChatResponse response) {
        ChatCollector collector = new ChatCollector();

        ChatEvents.of(response).forEach(collector);

        assertThat(collector.response()).isEqualTo(response);
        assertThat(collector.isComplete()).isTrue();
        assertThat(collector.failure()).isEmpty();
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void eventsBeginWithStartAndFinishEachChoiceOnce(@ForAll("responses") ChatResponse response) {
        List<ChatEvent> events = ChatEvents.of(response);

        assertThat(events.get(0)).isInstanceOf(ChatEvent.Start.class);
        assertThat(events.get(events.size() - 1)).isEqualTo(new ChatEvent.End());
        assertThat(events).filteredOn(ChatEvent.Finish.class::isInstance).hasSameSizeAs(response.choices());
    }

    @Provide
    Arbitrary<ChatResponse> responses() {
        Arbitrary<List<Choice>> choices =
                choice().list().ofMinSize(1).ofMaxSize(3).map(ChatEventsTest::numbered);
        Arbitrary<Usage> usage = Arbitraries.longs()
                .between(0, 9)
                .injectNull(0.4)
                .array(Long[].class)
                .ofSize(6)
                .map(n -> new Usage(n[0], n[1], n[2], n[3], n[4], n[5]));
        return Combinators.combine(text().injectNull(0.3), choices, usage)
                .as((id, some, tokens) -> new ChatResponse(id, id, id == null ? null : 1L, some, tokens));
    }

    private static Arbitrary<Choice> choice() {
        return Combinators.combine(
                        part().list().ofMaxSize(6), Arbitraries.of(FinishReason.class), text().injectNull(0.5))
                .as((parts, reason, sequence) -> new Choice(0, parts, reason, sequence));
    }

    private static List<Choice> numbered(List<Choice> choices) {
        List<Choice> numbered = new ArrayList<>();
        for (Choice choice : choices) {
            numbered.add(new Choice(numbered.size(), choice.parts(), choice.finishReason(), choice.stopSequence()));
        }
        return numbered;
    }

    private static Arbitrary<Part> part() {
        Arbitrary<@Nullable Signature> seal =
                text().map(value -> new Signature(FORMAT, value)).injectNull(0.5);
        Arbitrary<List<Citation>> citations = text().map(
                        value -> new Citation(FORMAT, Json.nodes().stringNode(value)))
                .list()
                .ofMaxSize(2);
        Arbitrary<CacheMarker> cache = Arbitraries.of(new CacheMarker("5m")).injectNull(0.8);
        return Arbitraries.oneOf(
                Combinators.combine(text(), citations, seal, cache).as(Part.Text::new),
                Combinators.combine(text(), seal).as(Part.Reasoning::new),
                Combinators.combine(text(), text(), seal)
                        .as((id, name, s) -> new Part.ToolCall(id, name, "{\"" + id, s, null)),
                text().map(Part.Refusal::new),
                text().map(value -> new Part.RedactedReasoning(new Signature(FORMAT, value))),
                text().map(value -> new Part.Unknown(FORMAT, Json.object().put("a", value))),
                text().map(value -> new Part.Image(new MediaSource.Inline("image/png", value), null, null)));
    }

    private static Arbitrary<String> text() {
        return Arbitraries.strings().withChars("abé😀 \n").ofMaxLength(4);
    }
}
