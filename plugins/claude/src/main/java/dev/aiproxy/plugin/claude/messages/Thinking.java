package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.ReasoningOptions;
import dev.aiproxy.api.chat.ReasoningOptions.Effort;
import dev.aiproxy.api.chat.ReasoningOptions.Mode;
import dev.aiproxy.api.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a request to think reads for a model (table T-RE).
 *
 * @param node the {@code thinking} object, null for none
 * @param effort the word for {@code output_config.effort}, null for none
 * @param maxTokens the limit of the answer, thinking included
 */
record Thinking(@Nullable ObjectNode node, @Nullable String effort, int maxTokens) {
    private static final int LEAST_BUDGET = 1024;

    /**
     * Decides.
     *
     * @param options null if the client said nothing
     * @param limit the client's limit, null if it gave none
     * @param manualAllowed whether the rest of the request bears a budget (T-RE-6, T-RE-7)
     */
    static Thinking of(
            @Nullable ReasoningOptions options, @Nullable Integer limit, ModelKind model, boolean manualAllowed) {
        int maxTokens = limit == null ? model.defaultMaxTokens() : limit;
        Thinking none = new Thinking(null, null, maxTokens);
        if (options == null || !model.thinks()) {
            return none;
        }
        if (isOff(options)) {
            String word = options.effort() == null || !model.adapts() ? null : word(options.effort(), model);
            return new Thinking(null, options.effort() == Effort.NONE ? null : word, maxTokens);
        }
        if (model.adapts() && !(wantsBudget(options) && model.takesBudget() && manualAllowed)) {
            return adaptive(options, maxTokens, model);
        }
        return manualAllowed ? manual(options, limit, maxTokens) : none;
    }

    private static boolean isOff(ReasoningOptions options) {
        Integer budget = options.budgetTokens();
        boolean noBudget = budget != null && budget == 0 && options.effort() == null;
        return options.mode() == Mode.DISABLED || options.effort() == Effort.NONE || noBudget;
    }

    private static boolean wantsBudget(ReasoningOptions options) {
        return options.effort() == null && options.budgetTokens() != null && options.budgetTokens() > 0;
    }

    private static Thinking adaptive(ReasoningOptions options, int maxTokens, ModelKind model) {
        Integer budget = options.budgetTokens();
        Effort effort = options.effort();
        if (effort == null && budget != null && budget > 0) {
            effort = effortFor(budget);
        }
        ObjectNode node = Json.object().put("type", "adaptive");
        if (options.visible() != null) {
            node.put("display", options.visible() ? "summarized" : "omitted");
        }
        return new Thinking(node, effort == null ? null : word(effort, model), maxTokens);
    }

    /** A budget leaves room for the answer; where the limit is too small for one, there is no thinking (T-RE-1). */
    private static Thinking manual(ReasoningOptions options, @Nullable Integer limit, int defaultLimit) {
        boolean given = wantsBudget(options);
        Integer wish = options.budgetTokens();
        int budget = Math.max(LEAST_BUDGET, given && wish != null ? wish : budgetFor(options.effort()));
        int maxTokens = limit == null ? Math.max(defaultLimit, budget + LEAST_BUDGET) : limit;
        if (maxTokens <= LEAST_BUDGET) {
            return new Thinking(null, null, maxTokens);
        }
        int most = given ? maxTokens - 1 : Math.max(LEAST_BUDGET, maxTokens / 2);
        ObjectNode node = Json.object().put("type", "enabled").put("budget_tokens", Math.min(budget, most));
        return new Thinking(node, null, maxTokens);
    }

    private static int budgetFor(@Nullable Effort effort) {
        return switch (effort == null ? Effort.HIGH : effort) {
            case NONE, MINIMAL, LOW -> LEAST_BUDGET;
            case MEDIUM -> 8192;
            case HIGH -> 16_384;
            case XHIGH -> 24_576;
            case MAX -> 32_768;
        };
    }

    private static Effort effortFor(int budget) {
        if (budget <= 2048) {
            return Effort.LOW;
        }
        return budget <= 8192 ? Effort.MEDIUM : Effort.HIGH;
    }

    private static String word(Effort effort, ModelKind model) {
        return switch (effort) {
            case NONE, MINIMAL, LOW -> Effort.LOW.word();
            case XHIGH -> (model.knowsExtraHigh() ? Effort.XHIGH : Effort.HIGH).word();
            case MEDIUM, HIGH, MAX -> effort.word();
        };
    }
}
