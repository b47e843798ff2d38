package dev.aiproxy.runtime.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ExchangeMetricsTest {
    private static final String ROUTE = "gen_ai.operation.name=chat,gen_ai.provider.name=acme,gen_ai.request.model=";

    private final ExchangeMetrics metrics = new ExchangeMetrics();

    @Test
    void exchangesAreCountedByWhoAnsweredAndHow() {
        metrics.finished(exchange("m", 200, null, 3));
        metrics.finished(exchange("m", 200, null, 1));
        metrics.finished(exchange("m", 499, ErrorCode.CLIENT_CLOSED, 1));

        assertThat(count("aiproxy.requests[" + ROUTE + "m,credential=key,status=200]"))
                .isEqualTo(2);
        assertThat(count("aiproxy.retries[" + ROUTE + "m,credential=key,status=200]"))
                .isEqualTo(2);
        assertThat(count("aiproxy.requests[" + ROUTE + "m,credential=key,status=499]"))
                .isEqualTo(1);
        assertThat(count("aiproxy.errors[error.type=CLIENT_CLOSED,format=w]")).isEqualTo(1);
        assertThat(count("aiproxy.tokens[" + ROUTE + "m,credential=key,status=200,gen_ai.token.type=input]"))
                .isEqualTo(14);
    }

    @Test
    void modelThatNobodyAnsweredForCountsAsOther() {
        metrics.finished(exchange("made-up", 404, ErrorCode.UPSTREAM_ERROR, 1));
        metrics.finished(exchange(null, 404, ErrorCode.MODEL_NOT_FOUND, 0));

        assertThat(count("aiproxy.requests[" + ROUTE + "other,credential=key,status=404]"))
                .isEqualTo(2);
        assertThat(metrics.json().toString()).doesNotContain("made-up");
    }

    @Test
    void configuredModelHasItsNameEvenIfItNeverAnswers() {
        metrics.know(Stream.of("listed"));
        metrics.finished(exchange("listed", 502, ErrorCode.UPSTREAM_UNREACHABLE, 1));

        assertThat(count("aiproxy.requests[" + ROUTE + "listed,credential=key,status=502]"))
                .isEqualTo(1);
    }

    @Test
    void howeverManyModelsThereAreTheSeriesStayFewAndNothingIsLost() {
        for (int i = 0; i < 3000; i++) {
            metrics.finished(exchange("model-" + i, 200, null, 1));
        }

        String text = new String(metrics.prometheus(), UTF_8);
        long requests = sum(text, "aiproxy_requests_total{");
        assertThat(text.lines().filter(line -> !line.startsWith("#"))).hasSizeLessThanOrEqualTo(2000);
        assertThat(requests).isEqualTo(3000);
        assertThat(count("aiproxy.metrics.dropped")).isZero();
    }

    /** Every reload may bring providers, credentials and models that were not there before. */
    @Test
    void howeverOftenNamesChangeTheSeriesStayFewAndNothingIsLost() {
        for (int i = 0; i < 3000; i++) {
            metrics.finished(exchange("model-" + i, "provider-" + i, "key-" + i, 200 + i % 300, null, 2));
            metrics.attempted(Operation.CHAT, "provider-" + i, "key-" + i, "model-" + i, 200);
            metrics.cooled("provider-" + i, "key-" + i);
            int peer = i;
            metrics.show(reading -> reading.value(Metric.WAITING, 1, "server.address", "host-" + peer));
        }
        metrics.finished(exchange("late", 404, ErrorCode.MODEL_NOT_FOUND, 0));
        metrics.answered(refusal(401, ErrorCode.UNAUTHENTICATED));

        String text = new String(metrics.prometheus(), UTF_8);
        assertThat(text.lines().filter(line -> !line.startsWith("#"))).hasSizeLessThanOrEqualTo(2000);
        assertThat(sum(text, "aiproxy_requests_total{")).isEqualTo(3002);
        assertThat(sum(text, "aiproxy_retries_total{")).isEqualTo(3000);
        assertThat(sum(text, "aiproxy_attempts_total{")).isEqualTo(3000);
        assertThat(sum(text, "aiproxy_cooldowns_total{")).isEqualTo(3000);
        assertThat(sum(text, "gen_ai_server_request_duration_seconds_count{")).isEqualTo(3001);
        assertThat(sum(text, "aiproxy_errors_total{")).isEqualTo(2);
        assertThat(count("aiproxy.metrics.dropped")).isZero();
    }

    private static long sum(String text, String start) {
        return text.lines()
                .filter(line -> line.startsWith(start))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static EdgeRecord refusal(int status, ErrorCode code) {
        return new EdgeRecord("id", Instant.EPOCH, null, null, "127.0.0.1", status, code);
    }

    @Test
    void attemptsAreCountedWhereTheyWereMade() {
        metrics.finished(exchange("m", 200, null, 2));
        metrics.attempted(Operation.CHAT, "acme", "key", "m", 200);
        metrics.attempted(Operation.CHAT, "other-maker", "spare", "m", 503);

        assertThat(count("aiproxy.attempts[" + ROUTE + "m,credential=key,status=200]"))
                .isEqualTo(1);
        assertThat(count("aiproxy.attempts[" + ROUTE.replace("acme", "other-maker") + "m,credential=spare,status=503]"))
                .isEqualTo(1);
    }

    @Test
    void requestRefusedBeforeItIsRoutedNamesNobody() {
        metrics.answered(refusal(401, ErrorCode.UNAUTHENTICATED));

        assertThat(count(
                        "aiproxy.requests[gen_ai.operation.name=none,gen_ai.provider.name=none,gen_ai.request.model=none,"
                                + "credential=none,status=401]"))
                .isEqualTo(1);
        assertThat(count("aiproxy.errors[error.type=UNAUTHENTICATED,format=none]"))
                .isEqualTo(1);
        assertThat(metrics.json().toString()).doesNotContain("gen_ai.server.request.duration");
    }

    @Test
    void everyMetricHasHelp() {
        metrics.finished(exchange("m", 200, null, 2));
        String text = new String(metrics.prometheus(), UTF_8);

        assertThat(text.lines().filter(line -> line.startsWith("# HELP ")))
                .hasSameSizeAs(
                        text.lines().filter(line -> line.startsWith("# TYPE ")).toList());
    }

    @Test
    void latenciesBecomeCumulativeBucketsInSeconds() {
        metrics.finished(exchange("m", 200, null, 1));

        assertThat(new String(metrics.prometheus(), UTF_8))
                .contains("# TYPE gen_ai_server_request_duration_seconds histogram")
                .contains("# HELP gen_ai_server_request_duration_seconds From")
                .contains("le=\"0.16\"} 0")
                .contains("le=\"0.32\"} 1")
                .contains("le=\"+Inf\"} 1")
                .contains("gen_ai_server_request_duration_seconds_sum{")
                .contains("# TYPE jvm_memory_used_bytes gauge");
        assertThat(metrics.json()
                        .path("gen_ai.server.request.duration[" + ROUTE + "m]")
                        .path("max-ms")
                        .asInt())
                .isBetween(200, 202);
    }

    @Test
    void credentialsWhoseNamesDifferInABlankAreNotCountedAsOne() {
        metrics.finished(exchange("x y", "acme", "team a", 200, null, 1));
        metrics.finished(exchange("x_y", "acme", "team_a", 200, null, 1));

        assertThat(count("aiproxy.requests[" + ROUTE + "x y,credential=team a,status=200]"))
                .isEqualTo(1);
        assertThat(count("aiproxy.requests[" + ROUTE + "x_y,credential=team_a,status=200]"))
                .isEqualTo(1);
        assertThat(new String(metrics.prometheus(), UTF_8))
                .contains("credential=\"team a\"")
                .contains("credential=\"team_a\"");
    }

    private long count(String series) {
        return metrics.json().path(series).asLong(-1);
    }

    private static ExchangeRecord exchange(
            @Nullable String model, int status, @Nullable ErrorCode error, int attempts) {
        return exchange(model, "acme", "key", status, error, attempts);
    }

    private static ExchangeRecord exchange(
            @Nullable String model,
            String provider,
            String credential,
            int status,
            @Nullable ErrorCode error,
            int attempts) {
        return new ExchangeRecord(
                "id",
                Instant.EPOCH,
                WireFormat.of("w"),
                Operation.CHAT,
                null,
                "127.0.0.1",
                "asked",
                provider,
                credential,
                model,
                true,
                attempts,
                status,
                error,
                Usage.of(7, 5),
                Duration.ofMillis(200),
                Duration.ofMillis(20),
                null,
                null);
    }
}
