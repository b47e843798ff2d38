package dev.aiproxy.api.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the answer may be like.
 *
 * @param maxTokens the most output tokens, thinking included; null if not given
 * @param format null for text
 * @param verbosity OpenAI's {@code low|medium|high}, null if not given
 * @param modalities such as {@code text}, {@code image}, {@code audio}; empty if not given
 */
public record Output(
        @Nullable Integer maxTokens,
        @Nullable ResponseFormat format,
        @Nullable String verbosity,
        List<String> modalities) {
    /** Nothing given; the provider's defaults apply. */
    public static final Output DEFAULT = new Output(null, null, null, List.of());

    /** Copies the list. */
    public Output {
        modalities = List.copyOf(modalities);
    }
}
