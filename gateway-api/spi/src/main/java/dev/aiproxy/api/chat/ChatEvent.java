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
    <R> R accept(Visitor<R> visitor);

    /** The answer begins; fields as in {@link ChatResponse}. */
    record Start(
            @Nullable String id,
            @Nullable String model,
            @Nullable Long created) implements ChatEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.start(this);
        }
    }

    /** More visible text; not empty. */
    record TextDelta(int choice, String text) implements ChatEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.text(this);
        }
    }

    /** More thinking; not empty. */
    record ReasoningDelta(int choice, String text) implements ChatEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.reasoning(this);
        }
    }

    /** More of a refusal; not empty. */
    record RefusalDelta(int choice, String text) implements ChatEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.refusal(this);
        }
    }

    /**
     * The seal of a part. {@code call} is the tool call it belongs to; −1 for the open (or, if none is open, the last) text or
     * reasoning part of the choice.
     */
    record PartSignature(int choice, int call, Signature signature) implements ChatEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.signature(this);
        }
    }

    /** A whole part that is not streamed in deltas: redacted reasoning, an image, something unknown. */
    record WholePart(int choice, Part part) implements ChatEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.wholePart(this);
        }
    }

    /** A reference behind the open text part. */
    record CitationAdded(int choice, Citation citation) implements ChatEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.citation(this);
        }
    }

    /** A tool call begins. {@code call} counts the calls of the choice from 0, over the whole stream. */
    record ToolCallStart(int choice, int call, String id, String name) implements ChatEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.toolCallStart(this);
        }
    }

    /** More of the call's arguments, a fragment of JSON text; not empty. */
    record ToolCallDelta(int choice, int call, String arguments) implements ChatEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.toolCallDelta(this);
        }
    }

    /** The open part of the choice is complete; readers of formats that do not tell leave it out. */
    record PartEnd(int choice) implements ChatEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.partEnd(this);
        }
    }

    /** The choice is complete. */
    record Finish(int choice, FinishReason reason, @Nullable String stopSequence) implements ChatEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.finish(this);
        }
    }

    /** What is known of the usage so far. */
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

    /** The provider reported an error inside the stream, or the stream ended before its terminal event. */
    record Failed(UpstreamError error) implements ChatEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.failed(this);
        }
    }

    /** One method per kind. */
    interface Visitor<R> {
        R start(Start event);

        R text(TextDelta event);

        R reasoning(ReasoningDelta event);

        R refusal(RefusalDelta event);

        R signature(PartSignature event);

        R wholePart(WholePart event);

        R citation(CitationAdded event);

        R toolCallStart(ToolCallStart event);

        R toolCallDelta(ToolCallDelta event);

        R partEnd(PartEnd event);

        R finish(Finish event);

        R usage(UsageReport event);

        R end(End event);

        R failed(Failed event);
    }
}
