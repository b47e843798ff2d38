package dev.aiproxy.api.chat;

import dev.aiproxy.api.error.UpstreamError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects the events of a streamed answer into a complete one; {@link ChatEvents#of} is the reverse. Lenient: events that the
 * grammar of {@link ChatEvent} does not allow are taken for what they most likely mean. Not thread-safe.
 */
public final class ChatCollector implements Consumer<ChatEvent> {
    private final Map<Integer, ChoiceCollector> choices = new TreeMap<>();
    private final Taker taker = new Taker();

    private ChatEvent.@Nullable Start start;
    private Usage usage = Usage.UNKNOWN;
    private boolean complete;
    private @Nullable UpstreamError failure;

    /** Has collected nothing yet. */
    public ChatCollector() {}

    @Override
    public void accept(ChatEvent event) {
        event.accept(taker);
    }

    /**
     * What was collected up to now, choices in the order of their index. A choice that was not finished counts as finished by its
     * calls if it has any, else as stopped.
     */
    public ChatResponse response() {
        List<ChatResponse.Choice> collected = new ArrayList<>();
        choices.forEach((index, choice) -> collected.add(choice.toChoice(index)));
        if (collected.isEmpty()) {
            collected.add(new ChatResponse.Choice(0, List.of(), FinishReason.STOP, null));
        }
        ChatEvent.Start head = start == null ? new ChatEvent.Start(null, null, null) : start;
        return new ChatResponse(head.id(), head.model(), head.created(), collected, usage);
    }

    /** What the provider reported instead of an end; empty if it did not. */
    public Optional<UpstreamError> failure() {
        return Optional.ofNullable(failure);
    }

    /** Whether the answer came to its regular end. */
    public boolean isComplete() {
        return complete;
    }

    private ChoiceCollector choice(int index) {
        return choices.computeIfAbsent(index, unseen -> new ChoiceCollector());
    }

    private final class Taker implements ChatEvent.Visitor<ChatCollector> {
        private final ChatCollector done = ChatCollector.this;

        @Override
        public ChatCollector start(ChatEvent.Start event) {
            start = start == null ? event : start;
            return done;
        }

        @Override
        public ChatCollector text(ChatEvent.TextDelta event) {
            choice(event.choice()).append(GrowingPart.Kind.TEXT, event.text());
            return done;
        }

        @Override
        public ChatCollector reasoning(ChatEvent.ReasoningDelta event) {
            choice(event.choice()).append(GrowingPart.Kind.REASONING, event.text());
            return done;
        }

        @Override
        public ChatCollector refusal(ChatEvent.RefusalDelta event) {
            choice(event.choice()).append(GrowingPart.Kind.REFUSAL, event.text());
            return done;
        }

        @Override
        public ChatCollector signature(ChatEvent.PartSignature event) {
            choice(event.choice()).sign(event.call(), event.signature());
            return done;
        }

        @Override
        public ChatCollector wholePart(ChatEvent.WholePart event) {
            choice(event.choice()).add(event.part());
            return done;
        }

        @Override
        public ChatCollector citation(ChatEvent.CitationAdded event) {
            choice(event.choice()).cite(event.citation());
            return done;
        }

        @Override
        public ChatCollector toolCallStart(ChatEvent.ToolCallStart event) {
            choice(event.choice()).call(event.call(), event.id(), event.name());
            return done;
        }

        @Override
        public ChatCollector toolCallDelta(ChatEvent.ToolCallDelta event) {
            choice(event.choice()).arguments(event.call(), event.arguments());
            return done;
        }

        @Override
        public ChatCollector partEnd(ChatEvent.PartEnd event) {
            choice(event.choice()).endPart();
            return done;
        }

        @Override
        public ChatCollector finish(ChatEvent.Finish event) {
            choice(event.choice()).finish(event.reason(), event.stopSequence());
            return done;
        }

        @Override
        public ChatCollector usage(ChatEvent.UsageReport event) {
            usage = usage.updatedBy(event.usage());
            return done;
        }

        @Override
        public ChatCollector end(ChatEvent.End event) {
            complete = true;
            return done;
        }

        @Override
        public ChatCollector failed(ChatEvent.Failed event) {
            failure = event.error();
            return done;
        }
    }
}
