package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.ReasoningOptions;
import dev.aiproxy.api.chat.ReasoningOptions.Effort;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code reasoning_effort} from what the client said about thinking (table T-RE). */
public final class ReasoningEffort {
    private static final int MINIMAL_BUDGET = 512;
    private static final int LOW_BUDGET = 2048;
    private static final int MEDIUM_BUDGET = 8192;

    private ReasoningEffort() {}

    /** Empty leaves it to the model: nothing was said, or only that thinking is on, off or adaptive (T-RE-4). */
    public static Optional<String> of(@Nullable ReasoningOptions options) {
        if (options == null) {
            return Optional.empty();
        }
        if (options.effort() != null) {
            return Optional.of(options.effort().word());
        }
        Integer budget = options.budgetTokens();
        return budget == null || budget < 0
                ? Optional.empty()
                : Optional.of(forBudget(budget).word());
    }

    private static Effort forBudget(int tokens) {
        if (tokens == 0) {
            return Effort.NONE;
        }
        if (tokens <= MINIMAL_BUDGET) {
            return Effort.MINIMAL;
        }
        if (tokens <= LOW_BUDGET) {
            return Effort.LOW;
        }
        return tokens <= MEDIUM_BUDGET ? Effort.MEDIUM : Effort.HIGH;
    }
}
