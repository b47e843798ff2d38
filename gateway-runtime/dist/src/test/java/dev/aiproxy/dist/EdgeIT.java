package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.Gate;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RawHttpClient.Response;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import dev.aiproxy.testkit.http.ResponseHead;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How clients are met: browsers, proxies in front, traces, and limits of what they may cost. */
final class EdgeIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String BODY = "{\"model\":\"m\",\"messages\":[]}";
    private static final String PAGE = "https://app.example";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static FakeUpstream upstream;
    private static Lab lab;

    @BeforeAll
    static void start() throws IOException {
        upstream = FakeUpstream.start();
        lab = Lab.with("""
                cors: { allowed-origins: ["https://app.example"] }
                trusted-proxies: [127.0.0.0/8]
                passthrough-headers: [X-Left, x-none]
                non-stream-keepalive-secs: 1
                limits: { max-exchanges: 2, json-depth: 5, body-timeout: 1, header-size-kb: 4 }
                """, upstream);
    }

    @AfterAll
    static void stop() {
        lab.close();
        upstream.close();
    }

    @BeforeEach
    void answer() {
        upstream.always(Reply.json(ChatText.answer("c-1", "Hello"))
                .header("x-left", "41")
                .header("x-request-id", "up-7"));
    }

    @Test
    void traceAndIdsGoOnAndIntoTheRecord() throws Exception {
        int before = upstream.requestCount();
        Response response = lab.post(
                BODY,
                "traceparent: 00-" + TRACE + "-00f067aa0ba902b7-01",
                "tracestate: a=1",
                "x-request-id: mine-1",
                "X-Forwarded-For: 6.6.6.6, 1.2.3.4");

        RecordedRequest request = upstream.requests().get(before);
        assertThat(request.header("traceparent")).contains("00-" + TRACE + "-00f067aa0ba902b7-01");
        assertThat(request.header("tracestate")).contains("a=1");
        assertThat(response.head().headers().all("x-request-id")).containsExactly("mine-1");
        ExchangeRecord exchange = recordOf("mine-1");
        assertThat(exchange.traceId()).isEqualTo(TRACE);
        assertThat(exchange.upstreamRequestId()).isEqualTo("up-7");
        assertThat(exchange.clientAddress()).isEqualTo("1.2.3.4");
    }

    @Test
    void namedHeadersOfTheProviderReachTheClient() throws Exception {
        Response response = lab.post(BODY);

        assertThat(response.head().headers().all("x-left")).containsExactly("41");
        assertThat(response.head().headers().contains("x-none")).isFalse();
    }

    @Test
    void allowedPageIsToldSoAndOthersAreNot() throws Exception {
        ResponseHead allowed = lab.post(BODY, "Origin: " + PAGE).head();
        ResponseHead other = lab.post(BODY, "Origin: https://evil.example").head();

        assertThat(allowed.header("access-control-allow-origin")).contains(PAGE);
        assertThat(allowed.header("vary")).contains("Origin");
        assertThat(allowed.headers().contains("access-control-allow-credentials"))
                .isFalse();
        assertThat(other.headers().contains("access-control-allow-origin")).isFalse();
        assertThat(other.status()).isEqualTo(200);
    }

    @Test
    void browserMayAskBeforehandWithoutAKey() throws Exception {
        ResponseHead preflight = preflight("/v1/chat/completions", PAGE);

        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("access-control-allow-methods").orElse("")).contains("POST");
        assertThat(preflight.header("access-control-allow-headers")).contains("authorization,content-type");
        assertThat(preflight("/v1/chat/completions", "https://evil.example").status())
                .isEqualTo(405);
    }

    /** With the header that the browser only announces, the path is Anthropic's, too. */
    @ParameterizedTest
    @CsvSource({
        "/v1/responses/resp_1, 'DELETE, GET, HEAD'",
        "/v1/models/m, 'GET, HEAD'",
        "/v1/messages, POST",
        "/v1beta/models/m:generateContent, POST"
    })
    void pageIsToldEveryMethodOfThePath(String path, String methods) throws Exception {
        assertThat(preflight(path, PAGE).header("access-control-allow-methods")).contains(methods);
    }

    @Test
    void adminApiIsNeverForPages() throws Exception {
        ResponseHead preflight = preflight("/admin/plugins", PAGE);

        assertThat(preflight.status()).isGreaterThanOrEqualTo(400);
        assertThat(preflight.headers().contains("access-control-allow-origin")).isFalse();
    }

    private static ResponseHead preflight(String target, String origin) throws IOException {
        try (RawHttpClient client = lab.connect()) {
            client.send("OPTIONS " + target + " HTTP/1.1\r\nHost: localhost\r\nOrigin: " + origin
                    + "\r\nAccess-Control-Request-Method: POST\r\n"
                    + "Access-Control-Request-Headers: authorization,content-type\r\n\r\n");
            return client.readHead();
        }
    }

    @Test
    void headIsAnsweredWhereGetIs() throws Exception {
        for (String target : new String[] {"/health", "/v1/models", "/v1/models/m"}) {
            try (RawHttpClient client = lab.connect()) {
                client.send("HEAD " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
                ResponseHead head = client.readHead();
                client.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                ResponseHead get = client.readHead();

                assertThat(head.status()).as(target).isEqualTo(200);
                assertThat(head.header("content-length")).isEqualTo(get.header("content-length"));
                assertThat(head.header("content-type")).isEqualTo(get.header("content-type"));
            }
        }
    }

    @Test
    void bodyNestedTooDeepIsRefused() throws Exception {
        Response response = lab.post("{\"model\":\"m\",\"messages\":[{\"content\":[{\"a\":[]}]}]}");

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body().text()).contains("nested deeper than 5 levels at line 1");
    }

    @Test
    void bodyThatStopsComingIsTimedOutInTheClientsFormat() throws Exception {
        try (RawHttpClient client = lab.connect()) {
            client.timeout(PATIENCE);
            client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 1000000\r\n\r\n{\"model\":");
            Response response = client.readResponse();

            assertThat(response.status()).isEqualTo(408);
            assertThat(response.body().text()).contains("limits.body-timeout", "\"error\"");
            assertThat(client.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void headTooLargeIsRefused() throws Exception {
        Response response = lab.post(BODY, "x-large: " + "y".repeat(5000));

        assertThat(response.status()).isBetween(400, 431);
    }

    @Test
    void tooManyAtTheSameTimeAreSentAwayAndNoLongerThanThat() throws Exception {
        Gate gate = new Gate();
        upstream.always(Reply.json(ChatText.answer("c-1", "Hello")).gateBeforeHead(gate));
        try (RawHttpClient first = lab.connect();
                RawHttpClient second = lab.connect()) {
            first.post(Lab.CHAT, BODY);
            second.post(Lab.CHAT, BODY);
            gate.awaitReached(2, PATIENCE);

            Response third = lab.post(BODY);

            assertThat(third.status()).isEqualTo(503);
            assertThat(third.head().header("retry-after")).contains("1");
            assertThat(third.body().text()).contains("limits.max-exchanges", "overloaded");
            gate.open();
            assertThat(first.readResponse().status()).isEqualTo(200);
            assertThat(second.readResponse().status()).isEqualTo(200);
        }
        assertThat(lab.post(BODY).status()).isEqualTo(200);
    }

    @Test
    void slowWholeAnswerIsPrecededByWhiteSpace() throws Exception {
        Gate gate = new Gate();
        upstream.always(Reply.json(ChatText.answer("c-1", "Hello")).gateBeforeHead(gate));
        try (RawHttpClient client = lab.connect()) {
            client.timeout(PATIENCE);
            client.post(Lab.CHAT, BODY);
            ResponseHead head = client.readHead();
            gate.open();

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("content-type")).contains("application/json");
            assertThat(client.readBody().text()).startsWith(" ").endsWith(ChatText.answer("c-1", "Hello"));
        }
    }

    @Test
    void failureAfterWhiteSpaceIsAnErrorBodyAllTheSame() throws Exception {
        Gate gate = new Gate();
        upstream.always(
                Reply.json(400, "{\"error\":{\"message\":\"no such thing\"}}").gateBeforeHead(gate));
        try (RawHttpClient client = lab.connect()) {
            client.timeout(PATIENCE);
            client.post(Lab.CHAT, BODY, "x-request-id: late-1");
            client.readHead();
            gate.open();

            assertThat(client.readBody().text().strip())
                    .startsWith("{\"error\":")
                    .contains("no such thing");
        }
        assertThat(recordOf("late-1").error()).isNotNull();
    }

    private static ExchangeRecord recordOf(String requestId) throws InterruptedException {
        ExchangeRecord exchange = lab.takeExchange();
        while (!exchange.requestId().equals(requestId)) {
            exchange = lab.takeExchange();
        }
        return exchange;
    }
}
