package dev.aiproxy.api.chat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A complete answer as the events of a stream; {@link ChatCollector} is the reverse. */
public final class ChatEvents {
    private ChatEvents() {}

    /** The events, in the grammar of {@link ChatEvent}, {@link ChatEvent.End} last. */
    public static List<ChatEvent> of(ChatResponse response) {
        List<ChatEvent> events = new ArrayList<>();
        events.add(new ChatEvent.Start(response.id(), response.model(), response.created()));
        for (ChatResponse.Choice choice : response.choices()) {
            PartWriter writer = new PartWriter(choice.index(), events);
            choice.parts().forEach(part -> part.accept(writer));
            events.add(new ChatEvent.Finish(choice.index(), choice.finishReason(), choice.stopSequence()));
        }
        if (!response.usage().isUnknown()) {
            events.add(new ChatEvent.UsageReport(response.usage()));
        }
        events.add(new ChatEvent.End());
        return events;
    }

    /** Writes the parts of a choice; each method says whether the part went in deltas. */
    private static final class PartWriter implements Part.Visitor<Boolean> {
        private final int choice;
        private final List<ChatEvent> events;
        private int calls;

        PartWriter(int choice, List<ChatEvent> events) {
            this.choice = choice;
            this.events = events;
        }

        @Override
        public Boolean text(Part.Text part) {
            if (part.text().isEmpty() || part.cache() != null) {
                return whole(part);
            }
            events.add(new ChatEvent.TextDelta(choice, part.text()));
            part.citations().forEach(citation -> events.add(new ChatEvent.CitationAdded(choice, citation)));
            return ended(-1, part.signature());
        }

        @Override
        public Boolean reasoning(Part.Reasoning part) {
            if (part.text().isEmpty()) {
                return whole(part);
            }
            events.add(new ChatEvent.ReasoningDelta(choice, part.text()));
            return ended(-1, part.signature());
        }

        @Override
        public Boolean refusal(Part.Refusal part) {
            if (part.text().isEmpty()) {
                return whole(part);
            }
            events.add(new ChatEvent.RefusalDelta(choice, part.text()));
            return ended(-1, null);
        }

        @Override
        public Boolean toolCall(Part.ToolCall part) {
            int call = calls++;
            events.add(new ChatEvent.ToolCallStart(choice, call, part.id(), part.name()));
            if (!part.arguments().isEmpty()) {
                events.add(new ChatEvent.ToolCallDelta(choice, call, part.arguments()));
            }
            return ended(call, part.signature());
        }

        @Override
        public Boolean image(Part.Image part) {
            return whole(part);
        }

        @Override
        public Boolean document(Part.Document part) {
            return whole(part);
        }

        @Override
        public Boolean audio(Part.Audio part) {
            return whole(part);
        }

        @Override
        public Boolean toolResult(Part.ToolResult part) {
            return whole(part);
        }

        @Override
        public Boolean redactedReasoning(Part.RedactedReasoning part) {
            return whole(part);
        }

        @Override
        public Boolean unknown(Part.Unknown part) {
            return whole(part);
        }

        private boolean whole(Part part) {
            events.add(new ChatEvent.WholePart(choice, part));
            return false;
        }

        private boolean ended(int call, @Nullable Signature signature) {
            if (signature != null) {
                events.add(new ChatEvent.PartSignature(choice, call, signature));
            }
            events.add(new ChatEvent.PartEnd(choice));
            return true;
        }
    }
}
