package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.ReasoningOptions;
import dev.aiproxy.api.chat.ReasoningOptions.Effort;
import dev.aiproxy.api.chat.ReasoningOptions.Mode;
import dev.aiproxy.api.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code thinkingConfig}: a level for Gemini 3, a budget for 2.5, never both (table T-RE, W-GE-6). */
final class ThinkingWriter {
    private static final int DYNAMIC = -1;
    private static final int LOW = 1024;
    private static final int MEDIUM = 8192;
    private static final int HIGH = 24_576;
    private static final int PRO_LEAST = 128;
    private static final int PRO_MOST = 32_768;
    private static final int LITE_LEAST = 512;
    private static final int LOW_UP_TO = 2048;

    private final Model model;

    private ThinkingWriter(Model model) {
        this.model = model;
    }

    /** Empty if nothing was said about thinking, or the model does not think. */
    static ObjectNode write(@Nullable ReasoningOptions options, @Nullable Integer maxTokens, Model model) {
        if (options == null || !model.thinks()) {
            return Json.object();
        }
        return new ThinkingWriter(model).config(options, maxTokens);
    }

    private ObjectNode config(ReasoningOptions options, @Nullable Integer maxTokens) {
        ObjectNode config = Json.object();
        Effort effort = effort(options);
        boolean visible = options.visible() == null ? effort != Effort.NONE : options.visible();
        if (visible) {
            config.put("includeThoughts", true);
        }
        if (model.hasThinkingLevels()) {
            String level = effort == null ? null : level(effort);
            return level == null ? config : config.put("thinkingLevel", level);
        }
        Integer budget = budget(options, effort, maxTokens);
        return budget == null ? config : config.put("thinkingBudget", budget);
    }

    /** An effort outranks everything else (T-RE-5); null leaves it to the model. */
    private static @Nullable Effort effort(ReasoningOptions options) {
        if (options.effort() != null) {
            return options.effort();
        }
        Integer budget = options.budgetTokens();
        if (options.mode() == Mode.DISABLED || (budget != null && budget == 0)) {
            return Effort.NONE;
        }
        return budget == null || budget < 0 ? null : forBudget(budget);
    }

    private static Effort forBudget(int tokens) {
        if (tokens < LOW) {
            return Effort.MINIMAL;
        }
        if (tokens <= LOW_UP_TO) {
            return Effort.LOW;
        }
        return tokens <= MEDIUM ? Effort.MEDIUM : Effort.HIGH;
    }

    private String level(Effort effort) {
        return switch (effort) {
            case NONE, MINIMAL -> model.pro() ? "LOW" : "MINIMAL";
            case LOW -> "LOW";
            case MEDIUM -> model.hasMediumLevel() ? "MEDIUM" : "HIGH";
            case HIGH, XHIGH, MAX -> "HIGH";
        };
    }

    private @Nullable Integer budget(ReasoningOptions options, @Nullable Effort effort, @Nullable Integer maxTokens) {
        Integer given = options.budgetTokens();
        if (effort == null) {
            return options.mode() == Mode.ADAPTIVE ? Integer.valueOf(DYNAMIC) : null;
        }
        if (effort == Effort.NONE) {
            return model.pro() ? PRO_LEAST : 0;
        }
        boolean exact = given != null && options.effort() == null;
        int wanted = within(exact ? given : tokens(effort));
        if (maxTokens == null || wanted < maxTokens) {
            return wanted;
        }
        int capped = maxTokens - 1;
        return capped >= LOW ? Integer.valueOf(capped) : null;
    }

    /** Google's own numbers for efforts (T-RE-2). */
    private int tokens(Effort effort) {
        return switch (effort) {
            case NONE -> 0;
            case MINIMAL, LOW -> LOW;
            case MEDIUM -> MEDIUM;
            case HIGH -> HIGH;
            case XHIGH, MAX -> most();
        };
    }

    private int most() {
        return model.pro() ? PRO_MOST : HIGH;
    }

    private int within(int tokens) {
        int least = model.pro() ? PRO_LEAST : model.lite() ? LITE_LEAST : 1;
        return Math.max(least, Math.min(tokens, most()));
    }
}
