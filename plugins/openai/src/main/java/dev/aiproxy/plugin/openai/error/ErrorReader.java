package dev.aiproxy.plugin.openai.error;

import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.wire.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads error bodies. Besides OpenAI's object it knows what compatible servers send: the error as text, {@code message} or
 * {@code detail} at the top, a one-element array around it, numeric codes.
 */
final class ErrorReader {
    private static final Map<String, Integer> STATUS_BY_WORD = Map.ofEntries(
            Map.entry("invalid_request_error", 400),
            Map.entry("context_length_exceeded", 400),
            Map.entry("authentication_error", 401),
            Map.entry("invalid_api_key", 401),
            Map.entry("insufficient_quota", 429),
            Map.entry("permission_error", 403),
            Map.entry("permission_denied", 403),
            Map.entry("model_not_found", 404),
            Map.entry("not_found_error", 404),
            Map.entry("rate_limit_error", 429),
            Map.entry("rate_limit_exceeded", 429),
            Map.entry("tokens", 429),
            Map.entry("requests", 429),
            Map.entry("overloaded_error", 503),
            Map.entry("service_unavailable", 503),
            Map.entry("timeout", 504));

    private ErrorReader() {}

    static UpstreamError read(int status, @Nullable JsonNode body) {
        JsonNode top = body != null && body.isArray() ? body.path(0) : body;
        JsonNode error = errorIn(top);
        String type = word(error, "type");
        String code = word(error, "code");
        int actual = status == 200 ? statusFor(type, code) : status;
        String message = message(error);
        return new UpstreamError(
                actual, type, code, message.isBlank() ? reason(actual) : message, word(error, "param"));
    }

    private static JsonNode errorIn(@Nullable JsonNode top) {
        if (top == null) {
            return Json.nodes().nullNode();
        }
        JsonNode inner = top.path("error");
        return inner.isObject() || inner.isString() ? inner : top;
    }

    private static String message(JsonNode error) {
        if (error.isString()) {
            return error.asString();
        }
        for (String name : new String[] {"message", "detail", "error_description", "msg"}) {
            String text = text(error.path(name));
            if (!text.isBlank()) {
                return text;
            }
        }
        return "";
    }

    private static String text(JsonNode value) {
        if (value.isString()) {
            return value.asString();
        }
        if (value.isArray() && !value.isEmpty()) {
            JsonNode first = value.path(0);
            return first.isString() ? first.asString() : first.path("msg").asString("");
        }
        return value instanceof ObjectNode object ? message(object) : "";
    }

    private static @Nullable String word(JsonNode error, String name) {
        JsonNode value = error.path(name);
        if (value.isString()) {
            return value.asString().isEmpty() ? null : value.asString();
        }
        return value.isIntegralNumber() ? value.asString() : null;
    }

    private static int statusFor(@Nullable String type, @Nullable String code) {
        if (code != null && code.matches("[45]\\d\\d")) {
            return Integer.parseInt(code);
        }
        Integer byCode = code == null ? null : STATUS_BY_WORD.get(code);
        Integer byType = type == null ? null : STATUS_BY_WORD.get(type);
        return byCode != null ? byCode : byType != null ? byType : 500;
    }

    private static String reason(int status) {
        String words = switch (status) {
            case 400 -> "bad request";
            case 401 -> "unauthorized";
            case 402 -> "payment required";
            case 403 -> "forbidden";
            case 404 -> "not found";
            case 408 -> "request time-out";
            case 413 -> "payload too large";
            case 429 -> "too many requests";
            case 500 -> "internal server error";
            case 502 -> "bad gateway";
            case 503 -> "service unavailable";
            case 504 -> "gateway time-out";
            default -> "no reason given";
        };
        return "the provider answered with status " + status + " (" + words + ")";
    }
}
