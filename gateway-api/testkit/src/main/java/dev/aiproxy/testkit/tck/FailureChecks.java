package dev.aiproxy.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.provider.Failure;
import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.UpstreamFailure;
import dev.aiproxy.api.provider.UpstreamFailure.Cause;
import dev.aiproxy.api.wire.Headers;
import java.time.Duration;
import java.util.List;

/** How a provider over HTTP judges failures. */
final class FailureChecks {
    private static final Duration WAIT = Duration.ofSeconds(7);

    private final HttpProvider provider;

    FailureChecks(HttpProvider provider) {
        this.provider = provider;
    }

    void refusedKey() {
        Failure failure = judge(answered(401, Headers.none()));
        assertThat(failure.kind()).as("the kind of a 401").isEqualTo(Failure.Kind.CREDENTIAL);
        assertThat(failure.retryElsewhere())
                .as("whether a 401 may be tried elsewhere")
                .isTrue();
    }

    void tooManyRequests() {
        Headers wait = Headers.builder()
                .add("retry-after", Long.toString(WAIT.toSeconds()))
                .build();
        Failure failure = judge(answered(429, wait));
        assertThat(failure.retryElsewhere())
                .as("whether a 429 may be tried elsewhere")
                .isTrue();
        assertThat(failure.retryAfter()).as("how long a 429 asks to wait").isEqualTo(WAIT);
    }

    void upstreamsFault() {
        for (int status : List.of(500, 502, 503, 504)) {
            Failure failure = judge(answered(status, Headers.none()));
            assertThat(failure.retryElsewhere())
                    .as("whether a %d may be tried elsewhere", status)
                    .isTrue();
            assertThat(failure.scope()).as("what a %d cools", status).isNotEqualTo(Failure.Scope.CREDENTIAL);
        }
    }

    void requestsFault() {
        for (int status : List.of(400, 413, 422)) {
            Failure failure = judge(answered(status, Headers.none()));
            assertThat(failure.retryElsewhere())
                    .as("whether a %d may be tried elsewhere", status)
                    .isFalse();
            assertThat(failure.scope()).as("what a %d cools", status).isEqualTo(Failure.Scope.NOTHING);
        }
    }

    void nobodyAnswered() {
        for (Cause cause : Cause.values()) {
            if (cause != Cause.ANSWERED) {
                assertThat(judge(unanswered(cause)).retryElsewhere())
                        .as("whether %s may be tried elsewhere", cause)
                        .isTrue();
            }
        }
    }

    void judgesEverything() {
        for (int status = 400; status < 600; status++) {
            judge(answered(status, Headers.none()));
            UpstreamError odd = new UpstreamError(status, "", "", "message", "", Duration.ZERO);
            judge(new UpstreamFailure(Cause.ANSWERED, Headers.none(), odd, ""));
        }
        for (Cause cause : Cause.values()) {
            judge(cause == Cause.ANSWERED ? answered(200, Headers.none()) : unanswered(cause));
        }
    }

    private Failure judge(UpstreamFailure failure) {
        Failure judged = provider.classify(failure);
        assertThat(judged).as("what classify returned for %s", failure).isNotNull();
        return judged;
    }

    private static UpstreamFailure answered(int status, Headers headers) {
        return new UpstreamFailure(Cause.ANSWERED, headers, UpstreamError.of(status, "message"), "status " + status);
    }

    private static UpstreamFailure unanswered(Cause cause) {
        return new UpstreamFailure(cause, Headers.none(), null, "");
    }
}
