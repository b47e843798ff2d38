package dev.aiproxy.plugin.openai.error;

import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The error object that all of OpenAI's APIs share: {@code {"error":{"message","type","param","code"}}}. */
public final class OpenAiErrors {
    private OpenAiErrors() {}

    /** Reads an error body, also those of servers that only resemble OpenAI. */
    public static UpstreamError read(int status, @Nullable JsonNode body) {
        return ErrorReader.read(status, body);
    }

    /** Renders an error as body or as in-band event. */
    public static ObjectNode write(GatewayError error) {
        ErrorWords words = ErrorWords.of(error);
        UpstreamError upstream = error.upstream();
        String param = error.param() == null && upstream != null ? upstream.param() : error.param();
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("message", error.message())
                .put("type", words.type())
                .put("param", param)
                .put("code", words.code())
                .put("request_id", error.requestId());
        return body;
    }
}
