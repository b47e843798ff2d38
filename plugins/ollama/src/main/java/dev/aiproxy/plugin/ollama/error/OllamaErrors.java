package dev.aiproxy.plugin.ollama.error;

import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.wire.Json;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An error is a text: {@code {"error": "model 'x' not found"}}, as a body or as the last line of a stream. */
public final class OllamaErrors {
    /** The member that holds it. */
    public static final String ERROR = "error";

    private static final Pattern UNKNOWN_MODEL = Pattern.compile("(?s)model .*not found.*");

    private OllamaErrors() {}

    /**
     * Reads an error.
     *
     * @param status 200 for a line of a stream
     */
    public static UpstreamError read(int status, @Nullable JsonNode body) {
        String said = body == null ? "" : text(body.path(ERROR));
        int actual = status == 200 ? statusIn(body) : status;
        String code = actual == 404 && UNKNOWN_MODEL.matcher(said).matches() ? "model_not_found" : null;
        String message = said.isBlank() ? "the provider answered with status " + actual : said;
        return new UpstreamError(actual, null, code, message, null);
    }

    /** Servers in front of Ollama like to answer with an object. */
    private static String text(JsonNode error) {
        return error.isObject() ? error.path("message").asString("") : error.asString("");
    }

    private static int statusIn(@Nullable JsonNode line) {
        int status = line == null ? 0 : line.path("status_code").asInt(0);
        return status >= 400 && status < 600 ? status : 500;
    }

    /** Writes an error. */
    public static ObjectNode write(GatewayError error) {
        return Json.object().put(ERROR, error.message());
    }
}
