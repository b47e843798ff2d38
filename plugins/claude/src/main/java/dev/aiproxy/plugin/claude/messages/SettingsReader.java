package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.Attribution;
import dev.aiproxy.api.chat.Output;
import dev.aiproxy.api.chat.ReasoningOptions;
import dev.aiproxy.api.chat.ReasoningOptions.Effort;
import dev.aiproxy.api.chat.ReasoningOptions.Mode;
import dev.aiproxy.api.chat.ResponseFormat;
import dev.aiproxy.api.chat.Sampling;
import dev.aiproxy.api.wire.Fields;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads everything in a client's request that is neither conversation nor tool. */
final class SettingsReader {
    private static final int LEAST_BUDGET = 1024;

    private SettingsReader() {}

    static Sampling sampling(Fields body) {
        return new Sampling(
                share(body, "temperature"),
                share(body, "top_p"),
                body.integer("top_k", 0),
                null,
                null,
                null,
                body.texts("stop_sequences"),
                null,
                null,
                null);
    }

    private static @Nullable BigDecimal share(Fields body, String name) {
        BigDecimal value = body.decimal(name);
        if (value != null && (value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0)) {
            throw Fields.wrong(body.at(name), "must be between 0 and 1");
        }
        return value;
    }

    static Output output(Fields body) {
        Integer limit = body.integer("max_tokens", 1);
        if (limit == null) {
            throw Fields.wrong("max_tokens", "is missing");
        }
        Fields config = body.object("output_config");
        Fields format = config == null ? null : config.object("format");
        return new Output(limit, format(format == null ? body.object("output_format") : format), null, List.of());
    }

    private static @Nullable ResponseFormat format(@Nullable Fields format) {
        if (format == null) {
            return null;
        }
        if (!format.requiredText("type").equals("json_schema")) {
            throw Fields.wrong(format.at("type"), "must be json_schema");
        }
        return new ResponseFormat.JsonSchema(
                null, null, format.requiredObject("schema").node(), null);
    }

    /** An effort outranks the kind of thinking (T-RE-5); it stands beside it. */
    static @Nullable ReasoningOptions reasoning(Fields body) {
        Fields config = body.object("output_config");
        Effort effort = config == null ? null : effort(config);
        Fields thinking = body.object("thinking");
        if (thinking == null) {
            return effort == null ? null : ReasoningOptions.effort(effort);
        }
        Boolean visible = !"omitted".equals(thinking.text("display"));
        return switch (thinking.requiredText("type")) {
            case "enabled" -> new ReasoningOptions(Mode.ENABLED, effort, budget(thinking), visible);
            case "adaptive" -> new ReasoningOptions(Mode.ADAPTIVE, effort, null, visible);
            case "disabled" -> new ReasoningOptions(Mode.DISABLED, effort, null, null);
            default -> throw Fields.wrong(thinking.at("type"), "must be enabled, adaptive or disabled");
        };
    }

    private static @Nullable Effort effort(Fields config) {
        String word = config.text("effort");
        if (word == null) {
            return null;
        }
        return Effort.of(word)
                .filter(effort -> effort != Effort.NONE && effort != Effort.MINIMAL)
                .orElseThrow(() -> Fields.wrong(config.at("effort"), "must be low, medium, high, xhigh or max"));
    }

    private static Integer budget(Fields thinking) {
        Integer budget = thinking.integer("budget_tokens", LEAST_BUDGET);
        if (budget == null) {
            throw Fields.wrong(thinking.at("budget_tokens"), "is missing");
        }
        return budget;
    }

    static Attribution attribution(Fields body) {
        Fields metadata = body.object("metadata");
        return new Attribution(
                metadata == null ? null : metadata.text("user_id"), Map.of(), body.text("service_tier"), null, null);
    }
}
