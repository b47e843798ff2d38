package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.Output;
import dev.aiproxy.api.chat.ReasoningOptions;
import dev.aiproxy.api.chat.Sampling;
import dev.aiproxy.api.wire.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads everything in a client's request that is neither conversation nor tool. */
final class SettingsReader {
    private SettingsReader() {}

    static Sampling sampling(Fields body) {
        return new Sampling(
                body.decimal("temperature"),
                body.decimal("top_p"),
                body.integer("top_k", 0),
                body.integer("seed"),
                body.decimal("presence_penalty"),
                body.decimal("frequency_penalty"),
                stop(body),
                body.integer("n", 1),
                body.bool("logprobs"),
                body.integer("top_logprobs", 0));
    }

    private static List<String> stop(Fields body) {
        return body.texts("stop").stream().filter(text -> !text.isEmpty()).toList();
    }

    static Output output(Fields body) {
        Integer limit = body.integer("max_completion_tokens", 1);
        return new Output(
                limit == null ? body.integer("max_tokens", 1) : limit,
                CommonSettings.format(body.object("response_format"), format -> format.requiredObject("json_schema")),
                body.text("verbosity"),
                body.texts("modalities"));
    }

    static @Nullable ReasoningOptions reasoning(Fields body) {
        String word = body.text("reasoning_effort");
        return word == null ? null : ReasoningOptions.effort(CommonSettings.effort(word, "reasoning_effort"));
    }
}
