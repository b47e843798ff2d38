package dev.aiproxy.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the line of an exchange says. */
final class ExchangeLogTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void lineSaysWhatBecameOfTheExchangeAndHowOthersCallIt() {
        assertThat(ExchangeLog.fields(exchange("up-1")).toString())
                .isEqualTo("req_1 claude stream key=ci client=192.0.2.7 model=sonnet provider=openai credential=team-a "
                        + "attempts=2 status=200 in=7 out=5 ms=200 first_ms=20 upstream_id=up-1 trace=" + TRACE);
    }

    @Test
    void lineIsOneLineWhateverAnUpstreamCallsTheRequest() {
        assertThat(ExchangeLog.fields(exchange("up\r\n1\u2028\t2")).toString())
                .contains("upstream_id=up??1??2 ")
                .hasLineCount(1);
    }

    private static ExchangeRecord exchange(String upstreamId) {
        return new ExchangeRecord(
                "req_1",
                Instant.EPOCH,
                WireFormat.of("claude"),
                Operation.CHAT,
                "ci",
                "192.0.2.7",
                "sonnet",
                "openai",
                "team-a",
                "gpt-4o-mini",
                true,
                2,
                200,
                null,
                Usage.of(7, 5),
                Duration.ofMillis(200),
                Duration.ofMillis(20),
                upstreamId,
                TRACE);
    }
}
