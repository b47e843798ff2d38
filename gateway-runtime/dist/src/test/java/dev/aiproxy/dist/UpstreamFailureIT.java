package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.testkit.grammar.ChatStreamGrammar;
import dev.aiproxy.testkit.grammar.StreamOption;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.Gate;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RawHttpClient.Response;
import dev.aiproxy.testkit.http.Reply;
import dev.aiproxy.testkit.http.ResponseBody;
import dev.aiproxy.testkit.http.TlsIdentity;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A provider that fails: another key answers, or the client is told in its own format; the server goes on. */
final class UpstreamFailureIT {
    private static final String IMPATIENT = "request-timeout: 1s\n";
    private static final String ROLE = ChatText.role("c-1");
    private static final String BEGUN = ROLE + ChatText.words("c-1", "Hello");

    private FakeUpstream bad;
    private FakeUpstream good;

    @BeforeEach
    void start() {
        bad = FakeUpstream.start();
        good = FakeUpstream.start()
                .respond(request -> request.bodyText().contains("\"stream\":true")
                        ? Reply.sseText(ChatText.stream("good", "Hello"))
                        : Reply.json(ChatText.answer("good", "Hello")));
    }

    @AfterEach
    void stop() {
        bad.close();
        good.close();
    }

    private static Stream<Arguments> failures() {
        String plain = ChatText.request("m");
        String stream = ChatText.streamRequest("m");
        return Stream.of(
                Arguments.of("closes at once", plain, Reply.closeWithoutReply(), 502),
                Arguments.of("resets at once", stream, Reply.resetWithoutReply(), 502),
                Arguments.of("resets in the head", plain, Reply.raw("HTTP/1.1 200 OK\r\nContent-Ty"), 502),
                Arguments.of(
                        "resets in a plain body",
                        plain,
                        Reply.json(ChatText.answer("x", "y")).resetAt(40),
                        502),
                Arguments.of(
                        "closes in a plain body",
                        plain,
                        Reply.json(ChatText.answer("x", "y")).closeAt(40),
                        502),
                Arguments.of(
                        "breaks a chunk",
                        plain,
                        Reply.json(ChatText.answer("x", "y")).brokenChunkAt(40),
                        502),
                Arguments.of("garbage status line", plain, Reply.raw("SSH-2.0-garbage\r\n\r\n"), 502),
                Arguments.of("garbage status line, stream", stream, Reply.raw("\u0000\u0001\u0002\u0003\r\n"), 502),
                Arguments.of("never answers", plain, Reply.never(), 504),
                Arguments.of("never answers a stream", stream, Reply.never(), 504),
                Arguments.of(
                        "silent before content", stream, Reply.sseText(BEGUN).stallAt(ROLE.length()), 504),
                Arguments.of("500 with HTML", plain, Reply.status(500).html("<h1>upstream-secret</h1>"), 500),
                Arguments.of("503 with HTML, stream", stream, Reply.status(503).html("<p>Down</p>"), 503),
                Arguments.of(
                        "error as first event",
                        stream,
                        Reply.sse("{\"error\":{\"message\":\"boom\",\"code\":500}}"),
                        500),
                Arguments.of("ends without content", stream, Reply.sseText(ROLE), 502),
                Arguments.of("ends at once", stream, Reply.sseText(""), 502),
                Arguments.of("HTML as stream", stream, Reply.sseText("<html><body>Hi</body></html>"), 502));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void clientIsToldWhatHappened(String what, String request, Reply reply, int status) throws Exception {
        bad.always(reply);
        try (Lab lab = Lab.with(IMPATIENT, bad)) {
            Response response = lab.post(request);

            assertThat(response.status()).as(what).isEqualTo(status);
            assertOpenAiError(response);
            assertThat(response.body().text()).doesNotContain(Lab.UPSTREAM_SECRET + "-1", "127.0.0.1", "<h1>");
            ExchangeRecord record = lab.takeExchange();
            assertThat(record.status()).isEqualTo(status);
            assertThat(record.error()).isNotNull();
            bad.enqueue(Reply.json(ChatText.answer("after", "Hello")));
            assertThat(lab.post(ChatText.request("m")).status()).as("serves on").isEqualTo(200);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void nextKeyAnswersUnseen(String what, String request, Reply reply, int status) throws Exception {
        bad.always(reply);
        try (Lab lab = Lab.with(IMPATIENT, bad, good)) {
            Response response = lab.post(request);

            assertThat(response.status()).as(what).isEqualTo(200);
            assertThat(response.body().text())
                    .isEqualTo(
                            request.contains("\"stream\":true")
                                    ? ChatText.stream("good", "Hello")
                                    : ChatText.answer("good", "Hello"));
            ExchangeRecord record = lab.takeExchange();
            assertThat(record.attempts()).isEqualTo(2);
            assertThat(record.credential()).isEqualTo("key-2");
            assertThat(record.error()).isNull();
            assertThat(good.takeRequest().header("authorization")).hasValue("Bearer " + Lab.UPSTREAM_SECRET + "-2");
        }
    }

    @Test
    void upstreamThatRefusesConnectionsIsPassedOver() throws Exception {
        try (Lab lab = Lab.at("", List.of(FakeUpstream.refusingUrl(), good.url()))) {
            assertThat(lab.post(ChatText.request("m")).status()).isEqualTo(200);
        }
        try (Lab lab = Lab.at("", List.of(FakeUpstream.refusingUrl()))) {
            Response response = lab.post(ChatText.streamRequest("m"));

            assertThat(response.status()).isEqualTo(502);
            assertOpenAiError(response);
        }
    }

    @Test
    void redirectIsNotFollowed() throws Exception {
        bad.always(Reply.status(302).header("Location", good.url("/").toString()));
        try (Lab lab = Lab.of(bad)) {
            Response response = lab.post(ChatText.request("m"));

            assertThat(response.status()).isEqualTo(502);
            assertOpenAiError(response);
        }
        assertThat(good.connectionCount()).isZero();
    }

    @Test
    void certificateForAnotherHostIsRefused() throws Exception {
        TlsIdentity elsewhere = TlsIdentity.forHosts("elsewhere.test");
        try (FakeUpstream impostor = FakeUpstream.startTls(elsewhere).always(Reply.json(ChatText.answer("x", "y")))) {
            try (Lab lab = trusting(elsewhere, List.of(impostor.url()))) {
                Response response = lab.post(ChatText.request("m"));

                assertThat(response.status()).isEqualTo(502);
                assertOpenAiError(response);
            }
            try (Lab lab = trusting(elsewhere, List.of(impostor.url(), good.url()))) {
                assertThat(lab.post(ChatText.request("m")).status()).isEqualTo(200);
            }
            assertThat(impostor.requestCount()).isZero();
        }
    }

    private static Lab trusting(TlsIdentity identity, List<URI> upstreams) throws IOException {
        return Lab.of(Lab.builder()
                .trust(identity.certificate())
                .config(Lab.config("", upstreams))
                .start());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403, 408, 409, 429, 500, 502, 503, 529})
    void nextKeyIsAskedAfter(int status) throws Exception {
        bad.always(Reply.json(status, "{\"error\":{\"message\":\"no\",\"type\":\"t\",\"code\":null}}"));
        try (Lab lab = Lab.of(bad, good)) {
            assertThat(lab.post(ChatText.request("m")).status()).isEqualTo(200);
        }
        assertThat(bad.requestCount()).isEqualTo(1);
    }

    @Test
    void onlyKeyIsAskedAgainAfterServerErrors() throws Exception {
        bad.enqueue(Reply.status(500), Reply.status(503), Reply.json(ChatText.answer("third", "Hello")));
        try (Lab lab = Lab.with("request-retry: 2\n", bad)) {
            assertThat(lab.post(ChatText.request("m")).status()).isEqualTo(200);
            assertThat(lab.takeExchange().attempts()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 413, 422})
    void faultOfTheRequestIsNotTriedElsewhere(int status) throws Exception {
        bad.always(Reply.json(
                status,
                "{\"error\":{\"message\":\"max_tokens is odd\",\"type\":\"invalid_request_error\",\"code\":\"odd\"}}"));
        try (Lab lab = Lab.with("request-retry: 3\n", bad, good)) {
            Response response = lab.post(ChatText.request("m"));

            assertThat(response.status()).isEqualTo(status);
            JsonNode error = response.body().json().path("error");
            assertThat(error.path("message").asString()).isEqualTo("max_tokens is odd");
            assertThat(error.path("code").asString()).isEqualTo("odd");
        }
        assertThat(bad.requestCount()).isEqualTo(1);
        assertThat(good.requestCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void refusalOfTheGatewaysKeyIsSaidToBeThat(int status) throws Exception {
        bad.always(Reply.json(status, "{\"error\":{\"message\":\"Incorrect API key\",\"type\":\"t\",\"code\":null}}"));
        try (Lab lab = Lab.of(bad)) {
            Response response = lab.post(ChatText.request("m"));

            assertThat(response.status()).isEqualTo(status);
            assertThat(response.body().json().at("/error/message").asString()).contains("gateway's credential");
        }
    }

    private static Stream<Arguments> lateFailures() {
        return Stream.of(
                Arguments.of("closed", Reply.sseText(BEGUN + "x").closeAt(BEGUN.length())),
                Arguments.of("ended", Reply.sseText(BEGUN)),
                Arguments.of(
                        "cut inside an event",
                        Reply.sseText(BEGUN + "data: {\"id\"").closeAt(BEGUN.length() + 9)),
                Arguments.of("silent", Reply.sseText(BEGUN + "x").stallAt(BEGUN.length())),
                Arguments.of("broken chunk", Reply.sseText(BEGUN + "x").brokenChunkAt(BEGUN.length())),
                Arguments.of(
                        "says so",
                        Reply.sseText(
                                BEGUN + "data: {\"error\":{\"message\":\"boom\",\"type\":\"server_error\"}}\n\n")),
                Arguments.of(
                        "says so, then ends as if all were well",
                        Reply.sseText(BEGUN + "data: {\"error\":{\"message\":\"boom\",\"type\":\"t\"}}\n\n"
                                + ChatText.DONE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lateFailures")
    void failureAfterContentIsAnErrorInTheStream(String what, Reply reply) throws Exception {
        bad.always(reply);
        try (Lab lab = Lab.with(IMPATIENT, bad, good)) {
            Response response = lab.post(ChatText.streamRequest("m"));

            assertEndedWithError(what, response);
            assertThat(lab.takeExchange().attempts()).isEqualTo(1);
        }
        assertThat(good.requestCount()).isZero();
    }

    /** The reset waits until the client has seen content, because it may overtake what was sent before. */
    @Test
    void resetAfterContentIsAnErrorInTheStream() throws Exception {
        Gate gate = new Gate();
        bad.always(Reply.sseText(BEGUN + "xx").gateAt(BEGUN.length(), gate).resetAt(BEGUN.length()));
        try (Lab lab = Lab.of(bad, good);
                RawHttpClient client = lab.connect()) {
            client.post(Lab.CHAT, ChatText.streamRequest("m")).readHead();
            client.readBytes(BEGUN.length());
            gate.open();

            String rest = client.readBody().text();
            ChatStreamGrammar.with(StreamOption.ENDED_WITH_ERROR).assertLegal(BEGUN + rest);
        }
    }

    private static void assertEndedWithError(String what, Response response) {
        assertThat(response.status()).as(what).isEqualTo(200);
        assertThat(response.body().text()).startsWith(BEGUN);
        assertThat(response.body().end()).isEqualTo(ResponseBody.End.COMPLETE);
        ChatStreamGrammar.with(StreamOption.ENDED_WITH_ERROR)
                .assertLegal(response.body().sse());
    }

    /** An event of which a part was sent cannot be followed by another one. */
    @Test
    void cutInsideAnEventTooLargeToHoldBreaksTheConnection() throws Exception {
        String large = ChatText.words("c-1", "x".repeat(3 << 20));
        bad.always(Reply.sseText(BEGUN + large).closeAt(BEGUN.length() + (2 << 20)));
        try (Lab lab = Lab.of(bad, good)) {
            Response response = lab.post(ChatText.streamRequest("m"));

            assertThat(response.body().isComplete()).isFalse();
            assertThat(response.body().text()).startsWith(BEGUN).doesNotContain("error");
            assertThat(lab.takeExchange().error()).isNotNull();
        }
    }

    @Test
    void largePlainAnswerThatBreaksIsNotTakenForComplete() throws Exception {
        bad.always(Reply.json(ChatText.answer("c-1", "x".repeat(800_000))).closeAt(700_000));
        try (Lab lab = Lab.of(bad, good)) {
            Response response = lab.post(ChatText.request("m"));

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body().isComplete()).isFalse();
            assertThat(lab.takeExchange().error()).isNotNull();
        }
    }

    private static void assertOpenAiError(Response response) {
        assertThat(response.head().header("content-type")).hasValue("application/json");
        assertThat(response.head().header("x-request-id")).isPresent();
        JsonNode error = response.body().json().path("error");
        assertThat(error.path("message").asString()).isNotBlank();
        assertThat(error.path("type").asString()).isNotBlank();
        assertThat(error.has("param")).isTrue();
        assertThat(error.has("code")).isTrue();
    }
}
