package dev.aiproxy.plugin.gemini.error;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.wire.Json;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The error object {@code {"error":{"code","message","status","details"}}} of Google's APIs (E-2), whose details are those of
 * {@code google.rpc}: {@code ErrorInfo} with a reason, {@code RetryInfo}, {@code RequestInfo}.
 */
public final class GeminiErrors {
    /** The reason that Google gives, with status 400, for a key that it does not know. */
    public static final String API_KEY_INVALID = "API_KEY_INVALID";

    private static final String TYPES = "type.googleapis.com/google.rpc.";
    private static final String NO_MESSAGE = "the provider answered with status ";
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,9}))?s");

    private GeminiErrors() {}

    /** Reads an error body or an in-band error; a stream's error may stand in an array. */
    public static UpstreamError read(int status, @Nullable JsonNode body) {
        JsonNode top = body != null && body.isArray() ? body.path(0) : body;
        JsonNode error = top == null ? Json.nodes().nullNode() : top.path("error");
        String name = text(error.path("status"));
        int actual = status == 200 ? statusIn(error, name) : status;
        String message = text(error.isString() ? error : error.path("message"));
        return new UpstreamError(
                actual,
                name,
                reason(error.path("details")),
                message == null ? NO_MESSAGE + actual : message,
                null,
                retryDelay(error.path("details")));
    }

    private static int statusIn(JsonNode error, @Nullable String name) {
        int code = error.path("code").asInt(0);
        return code >= 400 && code <= 599 ? code : StatusNames.httpStatus(name);
    }

    private static @Nullable String reason(JsonNode details) {
        for (JsonNode detail : details) {
            String reason = text(detail.path("reason"));
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }

    private static @Nullable Duration retryDelay(JsonNode details) {
        for (JsonNode detail : details) {
            Matcher delay = SECONDS.matcher(detail.path("retryDelay").asString(""));
            if (delay.matches()) {
                String nanos = delay.group(2) == null ? "" : delay.group(2);
                return Duration.ofSeconds(
                        Long.parseLong(delay.group(1)), Long.parseLong(nanos + "0".repeat(9 - nanos.length())));
            }
        }
        return null;
    }

    private static @Nullable String text(JsonNode value) {
        return value.isString() && !value.asString().isBlank() ? value.asString() : null;
    }

    /** The HTTP status that a client of Google's APIs can make something of (E-10). */
    public static int status(GatewayError error) {
        return error.status() == 529 ? 503 : error.status();
    }

    /** Renders an error as body or as in-band event. */
    public static ObjectNode write(GatewayError error) {
        int status = status(error);
        ObjectNode body = Json.object();
        ObjectNode inner = body.putObject("error")
                .put("code", status)
                .put("message", error.message())
                .put("status", name(error, status));
        ArrayNode details = inner.putArray("details");
        if (error.code() == ErrorCode.UNAUTHENTICATED) {
            detail(details, "ErrorInfo").put("reason", API_KEY_INVALID);
        }
        detail(details, "RequestInfo").put("requestId", error.requestId());
        Duration retryAfter = error.retryAfter();
        if (retryAfter != null) {
            detail(details, "RetryInfo").put("retryDelay", retryAfter.toSeconds() + "s");
        }
        return body;
    }

    private static ObjectNode detail(ArrayNode details, String type) {
        return details.addObject().put("@type", TYPES + type);
    }

    /** What a Google upstream said is kept where it fits the status. */
    private static String name(GatewayError error, int status) {
        UpstreamError upstream = error.upstream();
        String said = upstream == null ? null : upstream.type();
        boolean fits = said != null && StatusNames.isName(said) && StatusNames.httpStatus(said) == status;
        return said != null && fits ? said : StatusNames.of(status);
    }
}
