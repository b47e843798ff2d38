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
 */
public record ChatResponse(
        @Nullable String id,
        @Nullable String model,
        @Nullable Long created,
        List<Choice> choices,
        Usage usage) {
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
     * @param stopSequence the sequence that was hit, where the provider tells; else null
     */
    public record Choice(
            int index,
            List<Part> parts,
            FinishReason finishReason,
            @Nullable String stopSequence) {
        public Choice {
            parts = List.copyOf(parts);
        }

        /** The visible text, concatenated. */
        public String text() {
            return Message.of(Role.ASSISTANT, parts).text();
        }
    }
}
