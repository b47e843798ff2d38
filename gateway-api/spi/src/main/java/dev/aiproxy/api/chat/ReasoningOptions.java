package dev.aiproxy.api.chat;

import org.jspecify.annotations.Nullable;

/**
 * How much the model should think.
 *
 * @param mode null if only an effort or a budget was given
 * @param effort null if not given
 * @param budgetTokens a budget in tokens, null if not given
 * @param visible whether the client wants to see the thinking, null if not said
 */
public record ReasoningOptions(
        @Nullable Mode mode,
        @Nullable Effort effort,
        @Nullable Integer budgetTokens,
        @Nullable Boolean visible) {
    /** How thinking is switched. */
    public enum Mode {
        /** The model thinks before it answers. */
        ENABLED,
        /** The model decides itself (Claude's {@code adaptive}, Gemini's budget −1). */
        ADAPTIVE,
        /** The model answers without thinking. */
        DISABLED
    }

    /** Efforts from least to most, as OpenAI and Anthropic name them. */
    public enum Effort {
        /** No thinking at all. */
        NONE,
        /** As little as the model can. */
        MINIMAL,
        /** Little, for speed. */
        LOW,
        /** The usual amount. */
        MEDIUM,
        /** Much, for hard questions. */
        HIGH,
        /** More than {@link #HIGH}, where a model offers it. */
        XHIGH,
        /** As much as the model can. */
        MAX;

        /** The lower-case word on the wire. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** The effort of a word on the wire; empty for one that is unknown. */
        public static java.util.Optional<Effort> of(String word) {
            for (Effort effort : values()) {
                if (effort.word().equals(word)) {
                    return java.util.Optional.of(effort);
                }
            }
            return java.util.Optional.empty();
        }
    }

    /** An effort, and nothing else said. */
    public static ReasoningOptions effort(Effort effort) {
        return new ReasoningOptions(null, effort, null, null);
    }
}
