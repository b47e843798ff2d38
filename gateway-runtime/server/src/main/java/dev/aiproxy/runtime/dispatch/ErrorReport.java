package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.provider.UpstreamFailure;
import dev.aiproxy.runtime.routing.Choices;
import java.time.Duration;

/** Turns the failure that ends an exchange into what its client is told. */
final class ErrorReport {
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private ErrorReport() {}

    static GatewayError of(AttemptFailure failure, String requestId) {
        UpstreamFailure upstream = failure.upstream();
        if (upstream == null) {
            GatewayException thrown = failure.thrown();
            return thrown == null
                    ? GatewayError.of(ErrorCode.INTERNAL, "the attempt failed for no stated reason", requestId)
                    : GatewayError.of(thrown, requestId);
        }
        UpstreamError said = upstream.error();
        String provider = failure.candidate().provider().id();
        return said == null ? unanswered(upstream, provider, requestId) : answered(failure, said, requestId);
    }

    /** Tells a client that is to come again when the first candidate will be there, unless the upstream has said so. */
    static GatewayError withWait(GatewayError error, Choices choices) {
        boolean comesAgain = error.status() == 429 || error.status() == 503;
        if (!comesAgain || error.retryAfter() != null) {
            return error;
        }
        return new GatewayError(
                error.code(),
                error.status(),
                error.message(),
                error.param(),
                error.requestId(),
                error.upstream(),
                choices.wait(SHORTEST_WAIT).orElse(null));
    }

    /** Everybody who could serve it is left alone for now. */
    static GatewayError nobody(String model, Choices choices, String requestId) {
        Duration wait = choices.wait(SHORTEST_WAIT).orElse(null);
        ErrorCode code = ErrorCode.NO_CREDENTIAL_AVAILABLE;
        String what = model.isEmpty() ? "every credential" : "every credential that serves the model '" + model + "'";
        String message = wait == null
                ? what + " has been taken out of use by the gateway's operator"
                : what + " has failed and is left alone for now; try again in " + Math.max(1, wait.toSeconds()) + " s";
        int status = wait != null && choices.exhausted() ? 429 : code.status();
        return new GatewayError(code, status, message, null, requestId, null, wait);
    }

    private static GatewayError answered(AttemptFailure failure, UpstreamError said, String requestId) {
        String provider = failure.candidate().provider().id();
        boolean refusedKey = said.status() == 401 || said.status() == 403;
        String message = refusedKey
                ? "provider '" + provider + "' refused the gateway's credential: " + said.message()
                : said.message();
        int status = said.status() >= 400 && said.status() <= 599 ? said.status() : 502;
        return new GatewayError(
                refusedKey ? ErrorCode.UPSTREAM_AUTH : ErrorCode.UPSTREAM_ERROR,
                status,
                message,
                said.param(),
                requestId,
                said,
                failure.judgement().retryAfter());
    }

    private static GatewayError unanswered(UpstreamFailure failure, String provider, String requestId) {
        return switch (failure.cause()) {
            case TIMEOUT ->
                GatewayError.of(
                        ErrorCode.UPSTREAM_TIMEOUT, "provider '" + provider + "' did not answer in time", requestId);
            case INVALID ->
                GatewayError.of(
                        ErrorCode.UPSTREAM_INVALID,
                        "provider '" + provider + "' sent something that is no complete answer",
                        requestId);
            case TOKEN_REFUSED ->
                GatewayError.of(
                        ErrorCode.UPSTREAM_AUTH,
                        "provider '" + provider + "' granted the gateway's credential no token",
                        requestId);
            case RESET ->
                GatewayError.of(
                        ErrorCode.UPSTREAM_UNREACHABLE, "provider '" + provider + "' broke the connection", requestId);
            case PROXY -> GatewayError.of(ErrorCode.UPSTREAM_UNREACHABLE, failure.detail(), requestId);
            case NO_CAPACITY ->
                GatewayError.of(
                        ErrorCode.OVERLOADED, "too many requests to provider '" + provider + "' at once", requestId);
            case UNREACHABLE, ANSWERED ->
                GatewayError.of(
                        ErrorCode.UPSTREAM_UNREACHABLE, "provider '" + provider + "' could not be reached", requestId);
        };
    }
}
