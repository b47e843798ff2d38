package dev.aiproxy.testkit.recording;

import dev.aiproxy.testkit.digest.CustomInput;
import dev.aiproxy.testkit.digest.Digest;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads a digest as the list of recordings holds it. */
final class DigestJson {
    private DigestJson() {}

    static Digest read(JsonNode json) {
        List<Digest.ToolCall> calls = new ArrayList<>();
        for (JsonNode call : json.path("tool_calls")) {
            JsonNode input = call.path("custom_input");
            JsonNode args = input.isString() ? CustomInput.arguments(input) : call.path("args");
            calls.add(new Digest.ToolCall(null, call.path("name").asString(), args));
        }
        return new Digest(
                json.path("text").asString(),
                json.path("reasoning").asString(),
                calls,
                json.path("finish").asString(null),
                null,
                json.path("usage").isEmpty() ? null : usage(json.path("usage")),
                json.path("error").path("message").asString(null));
    }

    private static Digest.Usage usage(JsonNode usage) {
        return new Digest.Usage(
                usage.path("input").asLong(),
                usage.path("cached").asLong(),
                usage.path("cache_write").asLong(),
                usage.path("output").asLong(),
                usage.path("reasoning").asLong());
    }
}
