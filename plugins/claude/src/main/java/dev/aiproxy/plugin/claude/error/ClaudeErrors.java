package dev.aiproxy.plugin.claude.error;

import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.wire.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The error object of Anthropic's API: {@code {"type":"error","error":{"type","message"},"request_id"}}, as body and as event of a
 * stream. Types follow the status (E-3) and are those that Anthropic documents (E-5).
 */
public final class ClaudeErrors {
    /** The type of the body, and the name of the event. */
    public static final String ERROR = "error";

    private static final String TYPE = "type";
    private static final String MESSAGE = "message";
    private static final Map<String, Integer> STATUSES = Map.of(
            "invalid_request_error", 400,
            "authentication_error", 401,
            "billing_error", 402,
            "permission_error", 403,
            "not_found_error", 404,
            "request_too_large", 413,
            "rate_limit_error", 429,
            "timeout_error", 504,
            "overloaded_error", 529);

    private ClaudeErrors() {}

    /** Reads an error body or event; an error inside a stream (status 200) stands for the status of its type. */
    public static UpstreamError read(int status, @Nullable JsonNode body) {
        JsonNode error = errorIn(body);
        String type = word(error, TYPE);
        String message = message(error);
        int actual = status == 200 ? STATUSES.getOrDefault(type == null ? "" : type, 500) : status;
        boolean model = actual == 404 && message.startsWith("model:");
        return new UpstreamError(
                actual,
                type,
                model ? "model_not_found" : word(error, "code"),
                message.isBlank() ? "the provider answered with status " + actual : message,
                null);
    }

    private static JsonNode errorIn(@Nullable JsonNode body) {
        if (body == null) {
            return Json.nodes().nullNode();
        }
        JsonNode error = body.path(ERROR);
        return error.isObject() || error.isString() ? error : body;
    }

    private static String message(JsonNode error) {
        if (error.isString()) {
            return error.asString();
        }
        String message = error.path(MESSAGE).asString("");
        return message.isBlank() ? error.path("detail").asString("") : message;
    }

    private static @Nullable String word(JsonNode error, String name) {
        JsonNode value = error.path(name);
        return value.isString() && !value.asString().isEmpty() ? value.asString() : null;
    }

    /** Renders an error as body or as in-band event. */
    public static ObjectNode write(GatewayError error) {
        ObjectNode body = Json.object().put(TYPE, ERROR);
        body.putObject(ERROR).put(TYPE, type(error.status())).put(MESSAGE, error.message());
        return body.put("request_id", error.requestId());
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 503, 529 -> "overloaded_error";
            case 408, 504 -> "timeout_error";
            default -> status >= 400 && status < 499 ? "invalid_request_error" : "api_error";
        };
    }
}
