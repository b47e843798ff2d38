package dev.aiproxy.api.chat;

import dev.aiproxy.api.error.UpstreamError;
import org.jspecify.annotations.Nullable;

/**
 * One decoded element of a streamed answer.
 *
 * <p>Grammar that readers keep and writers may rely on: one {@link Start} first; then deltas; per choice at most one
 * {@link Finish}; {@link UsageReport}s anywhere, each replacing figures of the earlier ones; last exactly one {@link End} or
 * {@link Failed}. A delta belongs to the part of its kind that is open in its choice; a delta of another kind, or a
 * {@link PartEnd}, closes it. Deltas of several tool calls may interleave: {@code call} tells them apart.
 */
public sealed interface ChatEvent {
    /**
     * Calls the visitor's method for this kind and returns what it returns.
     *
     * @param <R> what the visitor makes of an event
     */
    <R> R accept(Visitor<R> visitor);

    /**
     * The answer begins; fields as in {@link ChatResponse}.
     *
     * @param id the provider's id, null if it gave none
     * @param model the model that the provider names, null if it names none
     * @param created seconds since the epoch, null if the provider does not say
     */
    record Start(
            @Nullable String id,
            @Nullable String model,
            @Nullable Long created) implements ChatEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.start(this);
        }
    }

    /**
     * More visible text.
     *
     * @param choice the index of the candidate, 0 for the only one
     * @param text not empty
     */
    record TextDelta(int choice, String text) implements ChatEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.text(this);
        }
    }

    /**
     * More thinking.
     *
     * @param choice the index of the candidate
     * @param text not empty
     */
    record ReasoningDelta(int choice, String text) implements ChatEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.reasoning(this);
        }
    }

    /**
     * More of a refusal.
     *
     * @param choice the index of the candidate
     * @param text not empty
     */
    record RefusalDelta(int choice, String text) implements ChatEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.refusal(this);
        }
    }

    /**
     * The seal of a part. {@code call} is the tool call it belongs to; −1 for the open (or, if none is open, the last) text or
     * reasoning part of the choice.
     *
     * @param choice the index of the candidate
     * @param call the number of the tool call, or −1
     * @param signature the seal
     */
    record PartSignature(int choice, int call, Signature signature) implements ChatEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.signature(this);
        }
    }

    /**
     * A whole part that is not streamed in deltas: redacted reasoning, an image, something unknown.
     *
     * @param choice the index of the candidate
     * @param part complete
     */
    record WholePart(int choice, Part part) implements ChatEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.wholePart(this);
        }
    }

    /**
     * A reference behind the open text part.
     *
     * @param choice the index of the candidate
     * @param citation complete
     */
    record CitationAdded(int choice, Citation citation) implements ChatEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.citation(this);
        }
    }

    /**
     * A tool call begins.
     *
     * @param choice the index of the candidate
     * @param call the number of the call, from 0, counted over the whole stream
     * @param id pairs call and result; never empty
     * @param name the function's name
     */
    record ToolCallStart(int choice, int call, String id, String name) implements ChatEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.toolCallStart(this);
        }
    }

    /**
     * More of the call's arguments, a fragment of JSON text.
     *
     * @param choice the index of the candidate
     * @param call the number of the call, started before
     * @param arguments not empty; the fragments together are the JSON text
     */
    record ToolCallDelta(int choice, int call, String arguments) implements ChatEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.toolCallDelta(this);
        }
    }

    /**
     * The open part of the choice is complete; readers of formats that do not tell leave it out.
     *
     * @param choice the index of the candidate
     */
    record PartEnd(int choice) implements ChatEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.partEnd(this);
        }
    }

    /**
     * The choice is complete.
     *
     * @param choice the index of the candidate
     * @param reason why it ended
     * @param stopSequence the sequence that was hit, where the provider tells; else null
     */
    record Finish(int choice, FinishReason reason, @Nullable String stopSequence) implements ChatEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.finish(this);
        }
    }

    /**
     * What is known of the usage so far.
     *
     * @param usage null fields say nothing new
     */
    record UsageReport(Usage usage) implements ChatEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.usage(this);
        }
    }

    /** The answer is complete. */
    record End() implements ChatEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.end(this);
        }
    }

    /**
     * The provider reported an error inside the stream, or the stream ended before its terminal event.
     *
     * @param error with the status that the error stands for
     */
    record Failed(UpstreamError error) implements ChatEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.failed(this);
        }
    }

    /** One method per kind. */
    interface Visitor<R> {
        /** See {@link Start}. */
        R start(Start event);

        /** See {@link TextDelta}. */
        R text(TextDelta event);

        /** See {@link ReasoningDelta}. */
        R reasoning(ReasoningDelta event);

        /** See {@link RefusalDelta}. */
        R refusal(RefusalDelta event);

        /** See {@link PartSignature}. */
        R signature(PartSignature event);

        /** See {@link WholePart}. */
        R wholePart(WholePart event);

        /** See {@link CitationAdded}. */
        R citation(CitationAdded event);

        /** See {@link ToolCallStart}. */
        R toolCallStart(ToolCallStart event);

        /** See {@link ToolCallDelta}. */
        R toolCallDelta(ToolCallDelta event);

        /** See {@link PartEnd}. */
        R partEnd(PartEnd event);

        /** See {@link Finish}. */
        R finish(Finish event);

        /** See {@link UsageReport}. */
        R usage(UsageReport event);

        /** See {@link End}. */
        R end(End event);

        /** See {@link Failed}. */
        R failed(Failed event);
    }
}
