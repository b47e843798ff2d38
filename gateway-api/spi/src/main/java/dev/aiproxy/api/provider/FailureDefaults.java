package dev.aiproxy.api.provider;

import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.provider.Failure.Kind;
import dev.aiproxy.api.provider.Failure.Scope;
import dev.aiproxy.api.wire.Headers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The judgement by status that fits most providers. */
final class FailureDefaults {
    private FailureDefaults() {}

    static Failure judge(UpstreamFailure failure) {
        UpstreamError error = failure.error();
        if (error == null) {
            return failure.cause() == UpstreamFailure.Cause.TOKEN_REFUSED
                    ? new Failure(Kind.CREDENTIAL, Scope.CREDENTIAL, true, null)
                    : new Failure(Kind.NETWORK, Scope.MODEL, true, null);
        }
        return byStatus(error).withRetryAfter(retryAfter(failure.headers()));
    }

    private static Failure byStatus(UpstreamError error) {
        if ("insufficient_quota".equals(error.code()) || "insufficient_quota".equals(error.type())) {
            return new Failure(Kind.QUOTA, Scope.CREDENTIAL, true, null);
        }
        int status = error.status();
        return switch (status) {
            case 401 -> new Failure(Kind.CREDENTIAL, Scope.CREDENTIAL, true, null);
            case 402 -> new Failure(Kind.QUOTA, Scope.CREDENTIAL, true, null);
            case 403 -> new Failure(Kind.PERMISSION, Scope.MODEL, true, null);
            case 404 ->
                "model_not_found".equals(error.code())
                        ? new Failure(Kind.MODEL_UNKNOWN, Scope.NOTHING, true, null)
                        : new Failure(Kind.REQUEST, Scope.NOTHING, false, null);
            case 429 -> new Failure(Kind.RATE_LIMIT, Scope.MODEL, true, null);
            case 408, 409 -> new Failure(Kind.SERVER, Scope.MODEL, true, null);
            default ->
                status >= 500
                        ? new Failure(Kind.SERVER, Scope.MODEL, true, null)
                        : new Failure(Kind.REQUEST, Scope.NOTHING, false, null);
        };
    }

    private static @Nullable Duration retryAfter(Headers headers) {
        Optional<String> value = headers.first("retry-after");
        if (value.isEmpty()) {
            return null;
        }
        String text = value.get().trim();
        try {
            if (text.matches("\\d{1,9}(\\.\\d+)?")) {
                return Duration.ofMillis((long) (Double.parseDouble(text) * 1000));
            }
            Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            String now = headers.first("date").orElse("");
            Instant from = now.isEmpty()
                    ? Instant.now()
                    : ZonedDateTime.parse(now, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
            Duration wait = Duration.between(from, until);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }
}
