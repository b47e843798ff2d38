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
        assertThat(count("aiproxy.attempts[" + ROUTE + "m,credential=key,status=200]"))
                .isEqualTo(4);
        assertThat(count("aiproxy.retries[" + ROUTE + "m,credential=key,status=200]"))
                .isEqualTo(2);
        assertThat(count("aiproxy.requests[" + ROUTE + "m,credential=key,status=499]"))
                .isEqualTo(1);
        assertThat(count("aiproxy.errors[error.type=CLIENT_CLOSED]")).isEqualTo(1);
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
    void howeverManyModelsThereAreTheSeriesStayFewAndNothingIsLost() {
        for (int i = 0; i < 3000; i++) {
            metrics.finished(exchange("model-" + i, 200, null, 1));
        }

        String text = new String(metrics.prometheus(), UTF_8);
        long requests = text.lines()
                .filter(line -> line.startsWith("aiproxy_requests_total{"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
        assertThat(text.lines().filter(line -> !line.startsWith("#"))).hasSizeLessThanOrEqualTo(2000);
        assertThat(requests).isEqualTo(3000);
        assertThat(count("aiproxy.metrics.dropped")).isZero();
    }

    @Test
    void latenciesBecomeCumulativeBucketsInSeconds() {
        metrics.finished(exchange("m", 200, null, 1));

        assertThat(new String(metrics.prometheus(), UTF_8))
                .contains("# TYPE gen_ai_server_request_duration_seconds histogram")
                .contains("le=\"0.1\"} 0")
                .contains("le=\"0.25\"} 1")
                .contains("le=\"+Inf\"} 1")
                .contains("# TYPE jvm_memory_used gauge");
        assertThat(metrics.json()
                        .path("gen_ai.server.request.duration[" + ROUTE + "m]")
                        .path("max-ms")
                        .asInt())
                .isBetween(200, 202);
    }

    @Test
    void whatAClientNamesDoesNotBreakTheNames() {
        assertThat(SeriesName.of("a").with("l", "x,y=\"z\"]\n")).hasToString("a[l=x_y__z___]");
    }

    private long count(String series) {
        return metrics.json().path(series).asLong(-1);
    }

    private static ExchangeRecord exchange(
            @Nullable String model, int status, @Nullable ErrorCode error, int attempts) {
        return new ExchangeRecord(
                "id",
                Instant.EPOCH,
                WireFormat.of("w"),
                Operation.CHAT,
                null,
                "127.0.0.1",
                "asked",
                "acme",
                "key",
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
