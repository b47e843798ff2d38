package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.plugin.openai.error.OpenAiErrors;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Errors: OpenAI's error object, and the two forms in which a response reports one of its own (W-RS-9). */
public final class ResponsesErrors {
    private static final String ERROR = "error";
    private static final String RESPONSE = "response";

    private ResponsesErrors() {}

    /** Reads an error body, an {@code error} event of either form, a {@code response.failed} event, or a failed response. */
    public static UpstreamError read(int status, @Nullable JsonNode body) {
        JsonNode holder = body != null && body.path(RESPONSE).isObject() ? body.path(RESPONSE) : body;
        boolean flat = holder != null && holder.path("type").asString("").equals(ERROR) && !holder.has(ERROR);
        if (flat && holder instanceof ObjectNode event) {
            return OpenAiErrors.read(status, event.deepCopy().without(List.of("type")));
        }
        return OpenAiErrors.read(status, holder);
    }

    /** Whether a whole answer is an error: a response that failed, or an error object under status 200. */
    static boolean isFailure(JsonNode body) {
        boolean failed = body.path("status").asString("").equals("failed");
        JsonNode error = body.path(ERROR);
        return failed || (!body.path("output").isArray() && (error.isObject() || error.isString()));
    }

    /** The error of a failed response. */
    static ObjectNode failure(GatewayError error) {
        JsonNode words = OpenAiErrors.write(error).path(ERROR);
        String code = words.path("code").asString("");
        return Json.object()
                .put("code", code.isEmpty() ? words.path("type").asString("server_error") : code)
                .put("message", error.message());
    }

    /** The error event. It has the fields that the specification shows and the object that OpenAI really sends (W-RS-9). */
    static ObjectNode event(GatewayError error, int sequence) {
        JsonNode words = OpenAiErrors.write(error).path(ERROR);
        ObjectNode event = Json.object().put("type", ERROR).put("sequence_number", sequence);
        event.set("code", words.path("code"));
        event.put("message", error.message());
        event.set("param", words.path("param"));
        return event.set(ERROR, words);
    }
}
