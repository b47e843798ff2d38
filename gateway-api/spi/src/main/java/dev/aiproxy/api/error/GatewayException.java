package dev.aiproxy.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The one exception that crosses package and plugin borders. Its message is shown to clients: it holds no key, no internal URL
 * and no quoted content.
 */
public final class GatewayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final @Nullable String param;

    /** A failure with a message for the client. */
    public GatewayException(ErrorCode code, String message) {
        this(code, message, null, null);
    }

    /**
     * A failure with a message for the client.
     *
     * @param cause for the log only; null if there is none
     */
    public GatewayException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, message, null, cause);
    }

    private GatewayException(ErrorCode code, String message, @Nullable String param, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.param = param;
    }

    /** The request is wrong at {@code param}, such as {@code messages[2].content}. */
    public static GatewayException invalid(String param, String message) {
        return new GatewayException(ErrorCode.INVALID_REQUEST, message, param, null);
    }

    /** The request is legal but the target cannot express what stands at {@code param}. */
    public static GatewayException unsupported(String param, String message) {
        return new GatewayException(ErrorCode.UNSUPPORTED, message, param, null);
    }

    /** The kind of failure; decides the status. */
    public ErrorCode code() {
        return code;
    }

    /** Where in the request the fault is; null if it is not in one place. */
    public @Nullable String param() {
        return param;
    }

    /** Never null: a message is required. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
