package dev.aiproxy.plugin.ollama.chat;

import dev.aiproxy.api.chat.FinishReason;

/** Ollama knows {@code stop} and {@code length} (T-FIN); a filtered answer keeps the word that other formats have for it. */
final class DoneReasons {
    private static final String STOP = "stop";
    private static final String LENGTH = "length";
    private static final String CONTENT_FILTER = "content_filter";

    private DoneReasons() {}

    static FinishReason read(String word, boolean called) {
        return switch (word) {
            case LENGTH -> FinishReason.LENGTH;
            case CONTENT_FILTER -> FinishReason.CONTENT_FILTER;
            default -> called ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        };
    }

    static String write(FinishReason reason) {
        return switch (reason) {
            case LENGTH -> LENGTH;
            case CONTENT_FILTER -> CONTENT_FILTER;
            default -> STOP;
        };
    }
}
