package dev.aiproxy.api.error;

import static dev.aiproxy.api.error.ErrorCategory.CLIENT;
import static dev.aiproxy.api.error.ErrorCategory.GATEWAY;
import static dev.aiproxy.api.error.ErrorCategory.UPSTREAM;

/** Every kind of failure that the gateway reports, with its usual HTTP status. */
public enum ErrorCode {
    /** The request is malformed or breaks a rule of its format. */
    INVALID_REQUEST(CLIENT, 400, false),
    /** The request is legal, but asks for something that the chosen provider's format cannot express. */
    UNSUPPORTED(CLIENT, 400, false),
    /** No or a wrong client key. */
    UNAUTHENTICATED(CLIENT, 401, false),
    /** The client key does not allow this. */
    FORBIDDEN(CLIENT, 403, false),
    /** No such path, or no such object. */
    NOT_FOUND(CLIENT, 404, false),
    /** No configured provider serves the model. */
    MODEL_NOT_FOUND(CLIENT, 404, false),
    /** The path exists, the method does not. */
    METHOD_NOT_ALLOWED(CLIENT, 405, false),
    /** The client did not deliver its request in time. */
    REQUEST_TIMEOUT(CLIENT, 408, true),
    /** The body is larger than {@code body-limit-mb}. */
    PAYLOAD_TOO_LARGE(CLIENT, 413, false),
    /** The content type is not the endpoint's. */
    UNSUPPORTED_MEDIA_TYPE(CLIENT, 415, false),
    /** The client went away; nobody reads this, logs and metrics do. */
    CLIENT_CLOSED(CLIENT, 499, false),
    /** A defect of the gateway. */
    INTERNAL(GATEWAY, 500, false),
    /** The gateway is at one of its limits. */
    OVERLOADED(GATEWAY, 503, true),
    /** The gateway is shutting down. */
    SHUTTING_DOWN(GATEWAY, 503, true),
    /** A plugin threw, returned null or broke its contract; the message names it. */
    PLUGIN_FAULT(GATEWAY, 502, false),
    /** A plugin that serves the request is disabled, by too many faults or by the operator; the message names it. */
    PLUGIN_DISABLED(GATEWAY, 503, true),
    /** Every credential that could serve the request is cooling down. */
    NO_CREDENTIAL_AVAILABLE(UPSTREAM, 503, true),
    /** The provider answered with an error; the status is the provider's. */
    UPSTREAM_ERROR(UPSTREAM, 502, false),
    /** The provider refused the gateway's own credential. */
    UPSTREAM_AUTH(UPSTREAM, 502, false),
    /** The provider could not be reached: DNS, connect, TLS, egress proxy, reset. */
    UPSTREAM_UNREACHABLE(UPSTREAM, 502, true),
    /** The provider did not answer in time. */
    UPSTREAM_TIMEOUT(UPSTREAM, 504, true),
    /** The provider answered with something that is no answer: broken HTTP, broken JSON, a stream cut before its end. */
    UPSTREAM_INVALID(UPSTREAM, 502, true);

    private final ErrorCategory category;
    private final int status;
    private final boolean retryable;

    ErrorCode(ErrorCategory category, int status, boolean retryable) {
        this.category = category;
        this.status = status;
        this.retryable = retryable;
    }

    /** Who has to act on it. */
    public ErrorCategory category() {
        return category;
    }

    /** The usual HTTP status; a {@link GatewayError} may carry another one. */
    public int status() {
        return status;
    }

    /** Whether the same request may succeed if the client sends it again. */
    public boolean retryable() {
        return retryable;
    }
}
