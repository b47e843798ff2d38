package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.FinishReason;
import org.jspecify.annotations.Nullable;

/** Stop reasons (table T-FIN). */
final class StopReasons {
    private StopReasons() {}

    /** A missing reason is told from the calls (T-FIN-8). */
    static FinishReason read(@Nullable String word, boolean called) {
        return switch (word == null ? "" : word) {
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "stop_sequence" -> FinishReason.STOP_SEQUENCE;
            case "tool_use" -> called ? FinishReason.TOOL_CALLS : FinishReason.STOP;
            case "refusal" -> FinishReason.CONTENT_FILTER;
            case "" -> called ? FinishReason.TOOL_CALLS : FinishReason.STOP;
            default -> FinishReason.STOP;
        };
    }

    /** Calls are only named as reason if there are any (S-CK-8), a stop sequence only if it is known (T-FIN-7). */
    static String write(FinishReason reason, boolean called, @Nullable String stopSequence) {
        return switch (reason) {
            case STOP -> "end_turn";
            case STOP_SEQUENCE -> stopSequence == null ? "end_turn" : "stop_sequence";
            case LENGTH -> "max_tokens";
            case TOOL_CALLS -> called ? "tool_use" : "end_turn";
            case CONTENT_FILTER -> "refusal";
        };
    }
}
