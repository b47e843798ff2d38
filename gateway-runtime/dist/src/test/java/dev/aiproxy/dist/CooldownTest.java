package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.Gate;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RawHttpClient.Response;
import dev.aiproxy.testkit.http.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that fail are left alone and come back; on real connections, in virtual time. */
final class CooldownTest {
    private static final String FILL_FIRST = "routing: {strategy: fill-first}\n";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private FakeUpstream first;
    private FakeUpstream second;
    private FakeUpstream third;

    @BeforeEach
    void start() {
        first = FakeUpstream.start().always(Reply.json(ChatText.answer("1", "Hello")));
        second = FakeUpstream.start().always(Reply.json(ChatText.answer("2", "Hello")));
        third = FakeUpstream.start().always(Reply.json(ChatText.answer("3", "Hello")));
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
        third.close();
    }

    @Test
    void tenThousandRequestsNoticeNeitherADeadKeyNorAFlappingOne() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        first.always(Reply.json(500, "{}"));
        second.respond(request ->
                asked.incrementAndGet() % 7 == 0 ? Reply.json(503, "{}") : Reply.json(ChatText.answer("2", "Hello")));
        try (Keys keys = Keys.of(folder, "", first, second, third);
                RawHttpClient client = keys.connect()) {
            for (int i = 0; i < 10_000; i++) {
                if (i == 8_000) {
                    assertThat(first.requestCount())
                            .as("attempts at the dead key")
                            .isBetween(5, 80);
                    first.always(Reply.json(ChatText.answer("1", "Hello")));
                }
                Response response = Keys.begin(client, ChatText.request("m")).readResponse();
                assertThat(response.status()).as("request %d", i).isEqualTo(200);
                keys.clock().advance(Duration.ofMillis(20));
            }
        }
        assertThat(first.requestCount()).as("after it came back").isGreaterThan(500);
        assertThat(second.requestCount()).isGreaterThan(20);
    }

    @Test
    void upstreamsThatAreAllDownAreHardlyAsked() throws Exception {
        for (FakeUpstream upstream : new FakeUpstream[] {first, second, third}) {
            upstream.always(Reply.json(503, "{\"error\":{\"message\":\"down\"}}"));
        }
        int requests = 0;
        try (Keys keys = Keys.of(folder, "max-retry-interval: 0\n", first, second, third);
                RawHttpClient client = keys.connect()) {
            for (int millis = 0; millis < 30_000; millis += 100) {
                Response response = Keys.begin(client, ChatText.request("m")).readResponse();
                requests++;
                assertThat(response.status()).isEqualTo(503);
                assertThat(response.head().header("retry-after"))
                        .hasValueSatisfying(
                                seconds -> assertThat(Integer.parseInt(seconds)).isBetween(1, 15));
                keys.clock().advance(Duration.ofMillis(100));
            }
        }
        int attempts = first.requestCount() + second.requestCount() + third.requestCount();
        assertThat(requests).isEqualTo(300);
        assertThat(attempts).isBetween(6, 20);
    }

    @Test
    void keysThatAreAllExhaustedAreA429WithTheEarliestEnd() throws Exception {
        first.always(Reply.json(429, "{}").header("retry-after", "40"));
        second.always(Reply.json(429, "{}").header("retry-after", "25"));
        try (Keys keys = Keys.of(folder, FILL_FIRST, first, second)) {
            keys.post(ChatText.request("m"));
            keys.clock().advance(Duration.ofSeconds(5));

            Response response = keys.post(ChatText.request("m"));

            assertThat(response.status()).isEqualTo(429);
            assertThat(response.head().header("retry-after")).hasValue("20");
            assertThat(response.body().json().at("/error/message").asString()).contains("'m'");
        }
        assertThat(first.requestCount() + second.requestCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"401, 300", "402, 3600", "403, 600", "429, 60", "408, 15", "409, 15", "500, 15", "529, 15"})
    void keyComesBackAfterItsTime(int status, int seconds) throws Exception {
        first.enqueue(Reply.json(status, "{}"));
        try (Keys keys = Keys.of(folder, FILL_FIRST, first, second)) {
            keys.post(ChatText.request("m"));
            keys.clock().advance(Duration.ofSeconds(seconds - 1));
            keys.post(ChatText.request("m"));
            assertThat(first.requestCount()).isEqualTo(1);
            assertThat(second.requestCount()).isEqualTo(2);

            keys.clock().advance(Duration.ofSeconds(1));
            keys.post(ChatText.request("m"));

            assertThat(first.requestCount()).isEqualTo(2);
        }
    }

    @Test
    void keyThatCoolsGoesOnCoolingAfterAReload() throws Exception {
        first.enqueue(Reply.json(401, "{}"));
        try (Keys keys = Keys.of(folder, FILL_FIRST, first, second)) {
            keys.post(ChatText.request("m"));

            assertThat(keys.gateway().gateway().control().reload().problems()).isEmpty();

            keys.post(ChatText.request("m"));
            assertThat(first.requestCount()).isEqualTo(1);
            keys.clock().advance(Duration.ofMinutes(5));
            keys.post(ChatText.request("m"));
            assertThat(first.requestCount()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 413, 422})
    void badRequestSaysNothingOfTheKey(int status) throws Exception {
        first.enqueue(Reply.json(status, "{}"));
        try (Keys keys = Keys.of(folder, FILL_FIRST, first, second)) {
            assertThat(keys.post(ChatText.request("m")).status()).isEqualTo(status);
            assertThat(keys.post(ChatText.request("m")).status()).isEqualTo(200);
        }
        assertThat(first.requestCount()).isEqualTo(2);
    }

    @Test
    void clientThatLeavesSaysNothingOfTheKey() throws Exception {
        Gate gate = new Gate();
        first.enqueue(Reply.json(ChatText.answer("1", "late")).gateBeforeHead(gate));
        try (Keys keys = Keys.of(folder, FILL_FIRST, first, second)) {
            try (RawHttpClient client = keys.connect()) {
                Keys.begin(client, ChatText.request("m"));
                gate.awaitReached(1, PATIENCE);
                client.abort();
            }
            assertThat(keys.gateway().takeExchange(PATIENCE).status()).isEqualTo(499);
            gate.open();

            assertThat(keys.post(ChatText.request("m")).status()).isEqualTo(200);
        }
        assertThat(first.requestCount()).isEqualTo(2);
        assertThat(second.requestCount()).isZero();
    }

    @Test
    void streamThatBreaksOffCoolsItsKey() throws Exception {
        String begun = ChatText.role("1") + ChatText.words("1", "Hel");
        first.enqueue(Reply.sseText(begun + "x").closeAt(begun.length()));
        try (Keys keys = Keys.of(folder, FILL_FIRST, first, second)) {
            assertThat(keys.post(ChatText.streamRequest("m")).body().text()).contains("Hel", "error");
            keys.post(ChatText.request("m"));
        }
        assertThat(first.requestCount()).isEqualTo(1);
        assertThat(second.requestCount()).isEqualTo(1);
    }
}
