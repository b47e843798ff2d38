package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.FinishReason;
import org.jspecify.annotations.Nullable;

/** Finish reasons (table T-FIN). */
final class FinishReasons {
    private FinishReasons() {}

    /** The word for a reason; null, or one that does not fit what was said, follows from the calls (T-FIN-1, T-FIN-8). */
    static String write(@Nullable FinishReason reason, boolean called) {
        if (reason == FinishReason.LENGTH) {
            return "length";
        }
        if (reason == FinishReason.CONTENT_FILTER) {
            return "content_filter";
        }
        return called ? "tool_calls" : "stop";
    }

    /**
     * Reads a reason in the light of what was said: {@code stop} together with calls means calls (T-FIN-1), a missing reason is
     * told from the calls (T-FIN-8), a refusal counts as filtered.
     */
    static FinishReason read(@Nullable String word, Content content) {
        return switch (word == null ? "" : word) {
            case "length", "max_tokens" -> FinishReason.LENGTH;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            default -> content.reason;
        };
    }

    /** What an answer consists of, as far as it matters to its finish reason. */
    enum Content {
        WORDS(FinishReason.STOP),
        CALLS(FinishReason.TOOL_CALLS),
        REFUSAL(FinishReason.CONTENT_FILTER);

        private final FinishReason reason;

        Content(FinishReason reason) {
            this.reason = reason;
        }
    }
}
