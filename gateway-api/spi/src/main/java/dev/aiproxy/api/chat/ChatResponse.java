package dev.aiproxy.api.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A complete answer.
 *
 * @param id the provider's id, null if it gave none
 * @param model the model that the provider names, null if it names none
 * @param created seconds since the epoch, null if the provider does not say
 * @param choices at least one; several only where the client asked for several candidates
 * @param usage {@link Usage#UNKNOWN} if the provider did not tell
 */
public record ChatResponse(
        @Nullable String id,
        @Nullable String model,
        @Nullable Long created,
        List<Choice> choices,
        Usage usage) {
    /** Copies the list. */
    public ChatResponse {
        choices = List.copyOf(choices);
    }

    /** The first choice; an empty, stopped one if there is none. */
    public Choice first() {
        return choices.isEmpty() ? new Choice(0, List.of(), FinishReason.STOP, null) : choices.get(0);
    }

    /**
     * One candidate.
     *
     * @param index its number, from 0
     * @param parts what was said, in order; may be empty
     * @param finishReason why it ended
     * @param stopSequence the sequence that was hit, where the provider tells; else null
     */
    public record Choice(
            int index,
            List<Part> parts,
            FinishReason finishReason,
            @Nullable String stopSequence) {
        /** Copies the list. */
        public Choice {
            parts = List.copyOf(parts);
        }

        /** The visible text, concatenated. */
        public String text() {
            return Message.of(Role.ASSISTANT, parts).text();
        }
    }
}
