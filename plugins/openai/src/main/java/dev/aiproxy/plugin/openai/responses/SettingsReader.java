package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.Output;
import dev.aiproxy.api.chat.ReasoningOptions;
import dev.aiproxy.api.chat.Sampling;
import dev.aiproxy.api.wire.Fields;
import dev.aiproxy.plugin.openai.chat.CommonSettings;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads everything in a client's request that is neither conversation nor tool. */
final class SettingsReader {
    private SettingsReader() {}

    /** Log probabilities are not asked for: the answer is written without them. */
    static Sampling sampling(Fields body) {
        return new Sampling(
                body.decimal("temperature"),
                body.decimal("top_p"),
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null);
    }

    static Output output(Fields body) {
        Fields text = body.object("text");
        return new Output(
                body.integer("max_output_tokens", 1),
                text == null ? null : CommonSettings.format(text.object("format"), UnaryOperator.identity()),
                text == null ? null : text.text("verbosity"),
                List.of());
    }

    static @Nullable ReasoningOptions reasoning(Fields body) {
        Fields reasoning = body.object("reasoning");
        if (reasoning == null) {
            return null;
        }
        String word = reasoning.text("effort");
        boolean visible = reasoning.value("summary") != null || reasoning.value("generate_summary") != null;
        if (word == null && !visible) {
            return null;
        }
        return new ReasoningOptions(
                null,
                word == null ? null : CommonSettings.effort(word, reasoning.at("effort")),
                null,
                visible ? true : null);
    }
}
