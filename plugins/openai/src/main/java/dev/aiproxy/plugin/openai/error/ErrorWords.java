package dev.aiproxy.plugin.openai.error;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.UpstreamError;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code type} and {@code code} of an error. */
record ErrorWords(String type, @Nullable String code) {
    private static final String INVALID_REQUEST = "invalid_request_error";
    private static final String SERVER = "server_error";

    /** Types that only other vendors use; OpenAI's clients would not know them. */
    private static final Set<String> FOREIGN_TYPES = Set.of(
            "overloaded_error",
            "billing_error",
            "request_too_large",
            "timeout_error",
            "not_found_error",
            "conflict_error",
            "api_error",
            "error");

    static ErrorWords of(GatewayError error) {
        UpstreamError upstream = error.upstream();
        return upstream != null && error.code() == ErrorCode.UPSTREAM_ERROR
                ? spokenBy(upstream, byStatus(error.status()))
                : own(error.code(), error.status());
    }

    /** What the upstream said, as far as it said it in OpenAI's words. */
    private static ErrorWords spokenBy(UpstreamError upstream, ErrorWords usual) {
        String type = upstream.type();
        String code = upstream.code();
        String nativeCode = code != null && isNative(code) ? code : null;
        if (type != null && isNative(type) && !FOREIGN_TYPES.contains(type)) {
            return new ErrorWords(type, nativeCode);
        }
        return new ErrorWords(usual.type, nativeCode == null ? usual.code : nativeCode);
    }

    private static boolean isNative(String word) {
        return word.chars().anyMatch(Character::isLowerCase);
    }

    private static ErrorWords own(ErrorCode code, int status) {
        return switch (code) {
            case INVALID_REQUEST -> new ErrorWords(INVALID_REQUEST, null);
            case UNSUPPORTED -> new ErrorWords(INVALID_REQUEST, "unsupported");
            case UNAUTHENTICATED -> byStatus(401);
            case FORBIDDEN -> byStatus(403);
            case NOT_FOUND -> new ErrorWords(INVALID_REQUEST, "not_found");
            case MODEL_NOT_FOUND -> byStatus(404);
            case METHOD_NOT_ALLOWED -> new ErrorWords(INVALID_REQUEST, "method_not_allowed");
            case REQUEST_TIMEOUT -> new ErrorWords(INVALID_REQUEST, "request_timeout");
            case PAYLOAD_TOO_LARGE -> new ErrorWords(INVALID_REQUEST, "request_too_large");
            case UNSUPPORTED_MEDIA_TYPE -> new ErrorWords(INVALID_REQUEST, "unsupported_media_type");
            case CLIENT_CLOSED -> new ErrorWords(INVALID_REQUEST, "client_closed_request");
            case INTERNAL -> new ErrorWords(SERVER, "internal_error");
            case OVERLOADED -> new ErrorWords(SERVER, "overloaded");
            case SHUTTING_DOWN -> new ErrorWords(SERVER, "shutting_down");
            case PLUGIN_FAULT -> new ErrorWords(SERVER, "plugin_fault");
            case PLUGIN_DISABLED -> new ErrorWords(SERVER, "plugin_disabled");
            case NO_CREDENTIAL_AVAILABLE ->
                status == 429 ? byStatus(429) : new ErrorWords(SERVER, "no_credential_available");
            case UPSTREAM_ERROR -> byStatus(status);
            case UPSTREAM_AUTH -> new ErrorWords(byStatus(status).type, "upstream_auth");
            case UPSTREAM_UNREACHABLE -> new ErrorWords(SERVER, "upstream_unreachable");
            case UPSTREAM_TIMEOUT -> new ErrorWords(SERVER, "timeout");
            case UPSTREAM_INVALID -> new ErrorWords(SERVER, "upstream_invalid");
        };
    }

    private static ErrorWords byStatus(int status) {
        return switch (status) {
            case 401 -> new ErrorWords("authentication_error", "invalid_api_key");
            case 402 -> new ErrorWords("insufficient_quota", "insufficient_quota");
            case 403 -> new ErrorWords("permission_error", "permission_denied");
            case 404 -> new ErrorWords(INVALID_REQUEST, "model_not_found");
            case 409 -> new ErrorWords("conflict", "conflict");
            case 429 -> new ErrorWords("rate_limit_error", "rate_limit_exceeded");
            case 504 -> new ErrorWords(SERVER, "timeout");
            default -> new ErrorWords(status < 500 ? INVALID_REQUEST : SERVER, null);
        };
    }
}
