package dev.aiproxy.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RawHttpClient.Response;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A request that cannot be served is answered in OpenAI's words, says what to fix, and reaches no upstream. */
final class BadInputIT {
    private static final String KEY = "client-key-1234567890";
    private static final String BEARER = "Authorization: Bearer " + KEY;
    private static final int LIMIT = 6 << 20;

    private static FakeUpstream upstream;
    private static Lab lab;

    @BeforeAll
    static void start() throws IOException {
        upstream = FakeUpstream.start();
        lab = Lab.with("body-limit-mb: 6\napi-keys: [\"%s\"]\n".formatted(KEY), upstream);
    }

    @AfterAll
    static void stop() {
        lab.close();
        upstream.close();
    }

    @AfterEach
    void nothingReachedTheUpstream() {
        assertThat(upstream.requests()).isEmpty();
    }

    private static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("", 400, "empty"),
                Arguments.of("not json", 400, "JSON object"),
                Arguments.of("{\"model\":\"m\",}", 400, "not valid JSON"),
                Arguments.of("{\"model\":\"m\"", 400, "ends before"),
                Arguments.of("[{\"model\":\"m\"}]", 400, "JSON object"),
                Arguments.of("\"m\"", 400, "JSON object"),
                Arguments.of("null", 400, "JSON object"),
                Arguments.of("{}", 400, "'model' is missing"),
                Arguments.of("{\"messages\":[]}", 400, "'model' is missing"),
                Arguments.of("{\"model\":\"\"}", 400, "'model' is empty"),
                Arguments.of("{\"model\":\" \"}", 400, "'model' is empty"),
                Arguments.of("{\"model\":7}", 400, "'model' must be a string"),
                Arguments.of("{\"model\":null}", 400, "'model' must be a string"),
                Arguments.of("{\"model\":[\"m\"]}", 400, "'model' must be a string"),
                Arguments.of("{\"model\":\"m\",\"stream\":\"yes\"}", 400, "'stream' must be true or false"),
                Arguments.of("{\"model\":\"nik\"}", 404, "nick"),
                Arguments.of("{\"model\":\"quite-another\"}", 404, "quite-another"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void bodyIsRefused(String body, int status, String said) throws IOException {
        try (RawHttpClient client = lab.connect()) {
            Response response = client.post(Lab.CHAT, body, BEARER).readResponse();

            assertRefused(response, status, said);
            assertUsable(client);
        }
    }

    private static Stream<Arguments> requests() {
        String post = "POST %s HTTP/1.1\r\nHost: h\r\n" + BEARER + "\r\n";
        String chat = post.formatted(Lab.CHAT);
        String json = "Content-Type: application/json\r\n";
        return Stream.of(
                Arguments.of(
                        "wrong method",
                        "GET %s HTTP/1.1\r\nHost: h\r\n%s\r\n\r\n".formatted(Lab.CHAT, BEARER),
                        405,
                        "use POST"),
                Arguments.of(
                        "unknown path",
                        post.formatted("/v1/chat/completion") + "Content-Length: 2\r\n\r\n{}",
                        404,
                        "completion"),
                Arguments.of(
                        "form",
                        chat + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 2\r\n\r\n{}",
                        415,
                        "json"),
                Arguments.of("text", chat + "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}", 415, "json"),
                Arguments.of(
                        "compressed in an unknown way",
                        chat + json + "Content-Encoding: br\r\nContent-Length: 2\r\n\r\n{}",
                        415,
                        "'br' is not supported: use one of gzip, deflate, zstd"),
                Arguments.of(
                        "compressed twice",
                        chat + json + "Content-Encoding: gzip\r\nContent-Encoding: zstd\r\nContent-Length: 2\r\n\r\n{}",
                        415,
                        "gzip,zstd"),
                Arguments.of(
                        "not compressed",
                        chat + json + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
                        400,
                        "gzip"),
                Arguments.of(
                        "no key",
                        "POST %s HTTP/1.1\r\nHost: h\r\n%sContent-Length: 2\r\n\r\n{}".formatted(Lab.CHAT, json),
                        401,
                        "no API key"),
                Arguments.of(
                        "wrong key",
                        "POST %s HTTP/1.1\r\nHost: h\r\nx-api-key: wrong-key-9\r\nContent-Length: 2\r\n\r\n{}"
                                .formatted(Lab.CHAT),
                        401,
                        "not one of"),
                Arguments.of(
                        "key in the URL",
                        post.formatted(Lab.CHAT + "?key=" + KEY) + "Content-Length: 2\r\n\r\n{}",
                        400,
                        "'key='"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void requestIsRefused(String what, String request, int status, String said) throws IOException {
        try (RawHttpClient client = lab.connect()) {
            Response response = client.send(request).readResponse();

            assertRefused(response, status, said);
            assertThat(response.head().headers().contains("allow")).as(what).isEqualTo(status == 405);
            assertUsable(client);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Authorization: Bearer %s", "authorization: bearer %s", "x-api-key: %s", "x-goog-api-key: %s"})
    void keyIsTakenFromTheHeader(String header) throws IOException {
        assertRefused(lab.post("{}", header.formatted(KEY)), 400, "'model' is missing");
    }

    @Test
    void announcedBodyOverTheLimitIsRefusedBeforeItComes() throws IOException {
        try (RawHttpClient client = lab.connect()) {
            client.send("POST %s HTTP/1.1\r\nHost: h\r\n%s\r\nContent-Length: %d\r\n\r\n{"
                    .formatted(Lab.CHAT, BEARER, LIMIT + 1L));

            assertRefused(client.readResponse(), 413, "6 MB (option body-limit-mb)");
        }
    }

    /** Had the connection been reset, the client could not go on to send, and might not see the answer. */
    @Test
    void clientThatSendsABodyOverTheLimitToItsEndGetsTheAnswer() throws IOException {
        String part = " ".repeat(1 << 20);
        try (RawHttpClient client = lab.connect()) {
            client.send("POST %s HTTP/1.1\r\nHost: h\r\n%s\r\nContent-Length: %d\r\n\r\n"
                    .formatted(Lab.CHAT, BEARER, 30 * part.length()));
            for (int i = 0; i < 30; i++) {
                client.send(part);
            }

            assertRefused(client.readResponse(), 413, "6 MB (option body-limit-mb)");
            assertThat(client.body().read()).isEqualTo(-1);
        }
    }

    @Test
    void requestBehindABodyThatNobodyReadsIsAnswered() throws IOException {
        String health = "GET /health HTTP/1.1\r\nHost: h\r\n";
        try (RawHttpClient client = lab.connect()) {
            client.send(health + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
            assertThat(client.readResponse().status()).isEqualTo(200);

            client.send(health + "\r\n");
            assertThat(client.readResponse().status()).isEqualTo(200);
        }
    }

    @Test
    void bodyOverTheLimitIsNotEvenAskedFor() throws IOException {
        try (RawHttpClient client = lab.connect()) {
            client.send("POST %s HTTP/1.1\r\nHost: h\r\n%s\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n"
                    .formatted(Lab.CHAT, BEARER, LIMIT + 1L));

            assertThat(client.readHead().status()).isEqualTo(413);
        }
    }

    @Test
    void chunkedBodyIsRefusedAtTheLimit() throws IOException {
        String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
        try (RawHttpClient client = lab.connect()) {
            client.send("POST %s HTTP/1.1\r\nHost: h\r\n%s\r\nTransfer-Encoding: chunked\r\n\r\n"
                    .formatted(Lab.CHAT, BEARER));
            for (int sent = 0; sent <= LIMIT; sent += 0x10000) {
                client.send(chunk);
            }

            assertRefused(client.readResponse(), 413, "6 MB");
        }
    }

    @Test
    void wrongKeyIsRefusedBeforeABodyIsAskedFor() throws IOException {
        try (RawHttpClient client = lab.connect()) {
            client.send("POST %s HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 500\r\n\r\n"
                    .formatted(Lab.CHAT));

            assertThat(client.readHead().status()).isEqualTo(401);
        }
    }

    @Test
    void largeBodyThatWaitsForItsContinueIsAnsweredAtOnce() throws Exception {
        byte[] body = ("{\"model\":\"m\",\"pad\":\"" + "x".repeat(5 << 20) + "\"}").getBytes(UTF_8);
        try (FakeUpstream open = FakeUpstream.start().always(Reply.json(ChatText.answer("c-1", "Hello")));
                Lab roomy = Lab.of(open);
                RawHttpClient client = roomy.connect()) {
            long start = System.nanoTime();
            client.send("POST %s HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n"
                    .formatted(Lab.CHAT, body.length));
            assertThat(client.readHead().status()).isEqualTo(100);
            Response response = client.send(body).readResponse();
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            assertThat(response.status()).isEqualTo(200);
            assertThat(open.takeRequest().body()).isEqualTo(body);
            assertThat(took).isLessThan(Duration.ofSeconds(1));
        }
    }

    /** No format has a path like it, so the error may be in any. */
    @Test
    void pathOfNoFormatIsNotFound() throws IOException {
        try (RawHttpClient client = lab.connect()) {
            Response response = client.get("/", BEARER).readResponse();

            assertThat(response.status()).isEqualTo(404);
            assertThat(response.body().text()).contains("no endpoint");
        }
    }

    @Test
    void requestIdOfTheClientIsKept() throws IOException {
        Response response = lab.post("{}", BEARER, "x-request-id: mine-1");

        assertThat(response.head().header("x-request-id")).hasValue("mine-1");
        assertThat(response.body().json().at("/error/request_id").asString()).isEqualTo("mine-1");
    }

    private static void assertRefused(Response response, int status, String said) {
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.head().header("content-type")).hasValue("application/json");
        assertThat(response.head().header("x-request-id")).isPresent();
        assertThat(response.body().text()).doesNotContain(KEY, "wrong-key-9");
        JsonNode error = response.body().json().path("error");
        assertThat(error.path("message").asString()).contains(said);
        assertThat(error.path("type").asString()).endsWith("_error");
        assertThat(error.has("param")).isTrue();
        assertThat(error.has("code")).isTrue();
    }

    private static void assertUsable(RawHttpClient client) throws IOException {
        assertThat(client.get("/v1/models", BEARER).readResponse().status()).isEqualTo(200);
    }
}
