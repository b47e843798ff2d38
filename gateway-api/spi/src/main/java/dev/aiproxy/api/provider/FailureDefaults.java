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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The judgement by status that fits most providers. */
final class FailureDefaults {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(\\.\\d{1,9})?");

    private FailureDefaults() {}

    static Failure judge(UpstreamFailure failure) {
        UpstreamError error = failure.error();
        if (error == null) {
            return switch (failure.cause()) {
                case TOKEN_REFUSED -> new Failure(Kind.CREDENTIAL, Scope.CREDENTIAL, true, null);
                case NO_CAPACITY -> new Failure(Kind.NETWORK, Scope.NOTHING, true, null);
                default -> new Failure(Kind.NETWORK, Scope.MODEL, true, null);
            };
        }
        Duration wait = retryAfter(failure.headers());
        return byStatus(error).withRetryAfter(wait == null ? error.retryAfter() : wait);
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
            case 408, 409, 499 -> new Failure(Kind.SERVER, Scope.MODEL, true, null);
            default ->
                status >= 500
                        ? new Failure(Kind.SERVER, Scope.MODEL, true, null)
                        : new Failure(Kind.REQUEST, Scope.NOTHING, false, null);
        };
    }

    /**
     * The wait that the upstream asks for. A date is read against the upstream's own {@code Date}, so that differing clocks do no
     * harm; one without it says nothing.
     */
    private static @Nullable Duration retryAfter(Headers headers) {
        Duration millis = number(headers.first("retry-after-ms").orElse(""), 1);
        if (millis != null) {
            return millis;
        }
        String value = headers.first("retry-after").orElse("").trim();
        Duration seconds = number(value, 1000);
        if (seconds != null) {
            return seconds;
        }
        Instant until = date(value);
        Instant now = date(headers.first("date").orElse("").trim());
        if (until == null || now == null) {
            return null;
        }
        return until.isBefore(now) ? Duration.ZERO : Duration.between(now, until);
    }

    private static @Nullable Duration number(String text, int unitMillis) {
        String digits = text.trim();
        return NUMBER.matcher(digits).matches()
                ? Duration.ofMillis((long) (Double.parseDouble(digits) * unitMillis))
                : null;
    }

    private static @Nullable Instant date(String text) {
        try {
            return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }
}
