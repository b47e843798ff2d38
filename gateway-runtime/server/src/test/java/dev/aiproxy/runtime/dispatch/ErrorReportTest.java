package dev.aiproxy.runtime.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.provider.UpstreamFailure.Cause;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.runtime.routing.Candidate;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ErrorReportTest {
    private static final Candidate CANDIDATE = Candidates.of("alpha").get(0);

    @Test
    void whatTheUpstreamSaidReachesTheClient() {
        UpstreamError said = new UpstreamError(400, "invalid_request_error", "too_long", "too long", "messages[3]");

        GatewayError error = report(AttemptFailures.answered(CANDIDATE, said, Headers.none()));

        assertThat(error)
                .isEqualTo(new GatewayError(
                        ErrorCode.UPSTREAM_ERROR, 400, "too long", "messages[3]", "req_1", said, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void refusedKeyIsTheGatewaysOwn(int status) {
        GatewayError error = report(AttemptFailures.answered(CANDIDATE, status, "bad key"));

        assertThat(error.code()).isEqualTo(ErrorCode.UPSTREAM_AUTH);
        assertThat(error.status()).isEqualTo(status);
        assertThat(error.message()).isEqualTo("provider 'alpha' refused the gateway's credential: bad key");
    }

    @ParameterizedTest
    @CsvSource({"200, 502", "302, 502", "399, 502", "400, 400", "529, 529", "599, 599", "600, 502"})
    void onlyErrorStatusesArePassedOn(int said, int told) {
        assertThat(report(AttemptFailures.answered(CANDIDATE, said, "m")).status())
                .isEqualTo(told);
    }

    @Test
    void waitThatTheUpstreamAsksForIsPassedOn() {
        Headers wait = Headers.builder().add("retry-after", "7").build();

        GatewayError error = report(AttemptFailures.answered(CANDIDATE, UpstreamError.of(429, "slow down"), wait));

        assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @CsvSource({
        "TIMEOUT, UPSTREAM_TIMEOUT",
        "INVALID, UPSTREAM_INVALID",
        "TOKEN_REFUSED, UPSTREAM_AUTH",
        "RESET, UPSTREAM_UNREACHABLE",
        "UNREACHABLE, UPSTREAM_UNREACHABLE"
    })
    void faultWithoutAnAnswerNamesTheProviderAndNoAddress(Cause cause, ErrorCode code) {
        GatewayError error = report(AttemptFailures.unanswered(CANDIDATE, cause));

        assertThat(error.code()).isEqualTo(code);
        assertThat(error.status()).isEqualTo(code.status());
        assertThat(error.message()).contains("provider 'alpha'").doesNotContain("internal.example");
    }

    @Test
    void gatewaysOwnRefusalIsToldAsItIs() {
        GatewayException refusal = new GatewayException(ErrorCode.UNSUPPORTED, "no images here");

        GatewayError error = report(AttemptFailure.of(CANDIDATE, refusal));

        assertThat(error).isEqualTo(GatewayError.of(refusal, "req_1"));
    }

    private static GatewayError report(AttemptFailure failure) {
        return ErrorReport.of(failure, "req_1");
    }
}
