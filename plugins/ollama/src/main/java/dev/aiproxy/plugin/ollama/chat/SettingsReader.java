package dev.aiproxy.plugin.ollama.chat;

import dev.aiproxy.api.chat.Output;
import dev.aiproxy.api.chat.ReasoningOptions;
import dev.aiproxy.api.chat.ResponseFormat;
import dev.aiproxy.api.chat.Sampling;
import dev.aiproxy.api.wire.Fields;
import dev.aiproxy.api.wire.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads what a request says besides its messages and tools. */
final class SettingsReader {
    private SettingsReader() {}

    static Sampling sampling(Fields body) {
        Fields options = options(body);
        return new Sampling(
                options.decimal("temperature"),
                options.decimal("top_p"),
                positive(options, "top_k"),
                options.integer("seed"),
                options.decimal("presence_penalty"),
                options.decimal("frequency_penalty"),
                options.texts("stop"),
                null,
                body.bool("logprobs"),
                positive(body, "top_logprobs"));
    }

    static Output output(Fields body) {
        return new Output(positive(options(body), "num_predict"), format(body), null, List.of());
    }

    static @Nullable ReasoningOptions reasoning(Fields body) {
        JsonNode think = body.value("think");
        if (think == null) {
            return null;
        }
        if (think.isBoolean()) {
            return think.booleanValue()
                    ? new ReasoningOptions(ReasoningOptions.Mode.ENABLED, null, null, true)
                    : new ReasoningOptions(ReasoningOptions.Mode.DISABLED, null, null, null);
        }
        return ReasoningOptions.Effort.of(think.asString(""))
                .map(effort -> new ReasoningOptions(null, effort, null, true))
                .orElseThrow(() -> Fields.wrong("think", "must be true, false, \"low\", \"medium\" or \"high\""));
    }

    private static @Nullable ResponseFormat format(Fields body) {
        JsonNode format = body.value("format");
        if (format == null || (format.isString() && format.asString().isEmpty())) {
            return null;
        }
        if (format instanceof ObjectNode schema) {
            return new ResponseFormat.JsonSchema(null, null, schema, null);
        }
        if (format.asString("").equals("json")) {
            return new ResponseFormat.JsonObject();
        }
        throw Fields.wrong("format", "must be \"json\" or a JSON Schema");
    }

    private static Fields options(Fields body) {
        Fields options = body.object("options");
        return options == null ? Fields.of(Json.object(), "options") : options;
    }

    /** Numbers that mean nothing or everything count as not given: 0, and the −1 and −2 of {@code num_predict}. */
    private static @Nullable Integer positive(Fields fields, String name) {
        Long value = fields.integer(name);
        return value == null || value <= 0 ? null : fields.integer(name, 1);
    }
}
