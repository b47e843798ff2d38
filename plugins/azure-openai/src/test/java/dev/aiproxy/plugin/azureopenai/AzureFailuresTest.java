package dev.aiproxy.plugin.azureopenai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.provider.Failure;
import dev.aiproxy.api.provider.Failure.Kind;
import dev.aiproxy.api.provider.UpstreamFailure;
import dev.aiproxy.api.wire.Headers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AzureFailuresTest {
    @ParameterizedTest
    @CsvSource({
        "400,content_filter,REQUEST,false",
        "401,401,CREDENTIAL,true",
        "403,403,PERMISSION,true",
        "404,DeploymentNotFound,PERMISSION,true",
        "404,404,REQUEST,false",
        "429,RateLimitReached,RATE_LIMIT,true",
        "500,InternalServerError,SERVER,true",
        "503,ServiceUnavailable,SERVER,true"
    })
    void anErrorMeansWhatAzureSays(int status, String code, Kind kind, boolean elsewhere) {
        Failure failure = judged(status, code, "no");

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.retryElsewhere()).isEqualTo(elsewhere);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retry-after-ms|1500|PT1.5S",
                "retry-after|7|PT7S",
                "x-other|1|PT26S",
            })
    void theWaitStandsInAHeaderOrInTheText(String name, String value, Duration wait) {
        Failure failure = judged(
                429,
                "429",
                "Requests to the API have exceeded the token rate limit. Please retry after 26 seconds.",
                name,
                value);

        assertThat(failure.retryAfter()).isEqualTo(wait);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Out of call volume quota. Quota will be replenished in 01:02:03.|PT1H2M3S",
                "Out of call volume quota. Quota will be replenished in 20 seconds.|PT20S",
                "Quota exceeded.|"
            })
    void spentQuotaIsNoMissingPermission(String message, @Nullable Duration wait) {
        Failure failure = judged(403, "403", message);

        assertThat(failure.kind()).isEqualTo(Kind.QUOTA);
        assertThat(failure.scope()).isEqualTo(Failure.Scope.CREDENTIAL);
        assertThat(failure.retryAfter()).isEqualTo(wait);
    }

    @Test
    void whatIsNoAnswerIsJudgedAsUsual() {
        UpstreamFailure reset =
                new UpstreamFailure(UpstreamFailure.Cause.RESET, Headers.none(), null, "connection reset");

        assertThat(AzureFailures.judge(reset)).isEqualTo(Failure.of(reset));
    }

    private static Failure judged(int status, String code, String message, String... headers) {
        UpstreamError error = new UpstreamError(status, null, code, message, null);
        return AzureFailures.judge(
                new UpstreamFailure(UpstreamFailure.Cause.ANSWERED, Headers.of(headers), error, "status " + status));
    }
}
