package dev.aiproxy.api.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.provider.Failure.Kind;
import dev.aiproxy.api.provider.Failure.Scope;
import dev.aiproxy.api.provider.UpstreamFailure.Cause;
import dev.aiproxy.api.wire.Headers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class FailureTest {
    private static final String DATE = "Sun, 06 Nov 1994 08:49:00 GMT";

    @ParameterizedTest
    @CsvSource({
        "400, , REQUEST, NOTHING, false",
        "404, , REQUEST, NOTHING, false",
        "413, , REQUEST, NOTHING, false",
        "422, , REQUEST, NOTHING, false",
        "404, model_not_found, MODEL_UNKNOWN, NOTHING, true",
        "401, , CREDENTIAL, CREDENTIAL, true",
        "402, , QUOTA, CREDENTIAL, true",
        "429, insufficient_quota, QUOTA, CREDENTIAL, true",
        "403, , PERMISSION, MODEL, true",
        "429, , RATE_LIMIT, MODEL, true",
        "408, , SERVER, MODEL, true",
        "409, , SERVER, MODEL, true",
        "499, , SERVER, MODEL, true",
        "500, , SERVER, MODEL, true",
        "503, , SERVER, MODEL, true",
        "529, , SERVER, MODEL, true",
    })
    void answerIsJudgedByStatusAndCode(int status, String code, Kind kind, Scope scope, boolean elsewhere) {
        UpstreamError error = new UpstreamError(status, null, code, "m", null);

        assertThat(Failure.of(new UpstreamFailure(Cause.ANSWERED, Headers.none(), error, "")))
                .isEqualTo(new Failure(kind, scope, elsewhere, null));
    }

    @Test
    void quotaMayStandInTheType() {
        UpstreamError error = new UpstreamError(429, "insufficient_quota", null, "m", null);

        assertThat(Failure.of(new UpstreamFailure(Cause.ANSWERED, Headers.none(), error, ""))
                        .kind())
                .isEqualTo(Kind.QUOTA);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNREACHABLE", "RESET", "TIMEOUT", "INVALID"})
    void attemptWithoutAnAnswerIsANetworkFailure(Cause cause) {
        assertThat(Failure.of(new UpstreamFailure(cause, Headers.none(), null, "")))
                .isEqualTo(new Failure(Kind.NETWORK, Scope.MODEL, true, null));
    }

    @Test
    void refusedTokenIsTheCredentialsFault() {
        assertThat(Failure.of(new UpstreamFailure(Cause.TOKEN_REFUSED, Headers.none(), null, "")))
                .isEqualTo(new Failure(Kind.CREDENTIAL, Scope.CREDENTIAL, true, null));
    }

    @ParameterizedTest
    @CsvSource({"30, 30000", "0, 0", "' 1.5 ', 1500", "999999999999, 999999999999000"})
    void retryAfterInSecondsIsRead(String value, long millis) {
        assertThat(retryAfter("retry-after", value)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void retryAfterInMillisecondsComesFirst() {
        assertThat(retryAfter("retry-after", "30", "retry-after-ms", "250")).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void retryAfterDateIsReadAgainstTheAnswersOwnDate() {
        assertThat(retryAfter("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT", "Date", DATE))
                .isEqualTo(Duration.ofSeconds(37));
        assertThat(retryAfter("Retry-After", "Sun, 06 Nov 1994 08:48:00 GMT", "Date", DATE))
                .isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({"soon", "-1", "''", "'Sun, 06 Nov 1994 08:49:37 GMT'", "1e9", "99999999999999999999"})
    void retryAfterThatSaysNothingIsAbsent(String value) {
        assertThat(retryAfter("retry-after", value)).isNull();
    }

    private static @Nullable Duration retryAfter(String... headers) {
        UpstreamError error = UpstreamError.of(429, "m");
        return Failure.of(new UpstreamFailure(Cause.ANSWERED, Headers.of(headers), error, ""))
                .retryAfter();
    }
}
