package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.FinishReason;
import org.jspecify.annotations.Nullable;

/** {@code finishReason} (table T-FIN). */
final class FinishReasons {
    private FinishReasons() {}

    /** Unknown words count as a stop (T-FIN-3); a stop behind calls is one for them (T-FIN-2, T-FIN-8). */
    static FinishReason read(@Nullable String word, boolean calls) {
        FinishReason reason = switch (word == null ? "" : word) {
            case "MAX_TOKENS" -> FinishReason.LENGTH;
            case "SAFETY",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT",
                    "RECITATION",
                    "IMAGE_RECITATION",
                    "LANGUAGE" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.STOP;
        };
        return reason == FinishReason.STOP && calls ? FinishReason.TOOL_CALLS : reason;
    }

    static String write(FinishReason reason) {
        return switch (reason) {
            case STOP, STOP_SEQUENCE, TOOL_CALLS -> "STOP";
            case LENGTH -> "MAX_TOKENS";
            case CONTENT_FILTER -> "SAFETY";
        };
    }
}
