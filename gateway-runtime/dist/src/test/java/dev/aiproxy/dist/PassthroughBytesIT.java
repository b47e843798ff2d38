package dev.aiproxy.dist;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RawHttpClient.Response;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What client and provider say in the same format reaches the other side byte for byte. */
final class PassthroughBytesIT {
    private static final int SAMPLES = 400;
    private static final long SEED = 20_240_607;

    private static FakeUpstream upstream;
    private static Lab lab;

    @BeforeAll
    static void start() throws IOException {
        upstream = FakeUpstream.start().always(Reply.json(ChatText.answer("c-1", "Hello")));
        lab = Lab.of(upstream);
    }

    @AfterAll
    static void stop() {
        lab.close();
        upstream.close();
    }

    @Test
    void anyRequestReachesTheUpstreamByteForByte() throws Exception {
        JsonTexts texts = new JsonTexts(SEED);
        try (RawHttpClient client = lab.connect()) {
            for (int i = 0; i < SAMPLES; i++) {
                String body = texts.objectWithModel("\"m\"", i % 5 == 0 ? "mod\\u0065l" : "model");

                assertThat(sent(client, body)).isEqualTo(body);
            }
        }
    }

    @Test
    void anAliasChangesTheModelsBytesOnly() throws Exception {
        try (RawHttpClient client = lab.connect()) {
            for (int i = 0; i < SAMPLES; i++) {
                String key = i % 5 == 0 ? "\\u006dodel" : "model";
                String body = new JsonTexts(SEED + i).objectWithModel("\"nick\"", key);
                String edited = new JsonTexts(SEED + i).objectWithModel("\"real-model\"", key);

                assertThat(sent(client, body)).isEqualTo(edited);
            }
        }
    }

    @Test
    void anyPlainAnswerReachesTheClientByteForByte() throws Exception {
        JsonTexts texts = new JsonTexts(SEED);
        try (RawHttpClient client = lab.connect()) {
            for (int i = 0; i < SAMPLES; i++) {
                String answer = texts.objectWithModel("\"m\"", "model");
                upstream.enqueue(
                        i % 2 == 0
                                ? Reply.json(answer)
                                : Reply.json(answer).chunked().inSlicesOf(11));

                Response response = client.post(Lab.CHAT, ChatText.request("m")).readResponse();

                assertThat(response.body().text()).isEqualTo(answer);
                assertThat(response.head().header("content-type")).hasValue("application/json");
                upstream.takeRequest();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"messages\":[],\"temperature\":1.0,\"seed\":1e2,\"top_p\":0.1234567890123456789012345678901234567890,\"model\":\"m\"}",
                "{\"x\":{\"model\":\"wrong\",\"stream\":true},\"model\":\"m\"}",
                "{\"x\":[{\"model\":7}],\"z\":1,\"a\":2,\"mod\\u0065l\":\"m\",\"stream\":false}",
                " \r\n\t{ \"model\" : \"\\u006d\" , \"bad\":\"\\ud83d\", \"ok\":\"\\ud83d\\ude00\" }\n\n",
                "{\"model\":\"m\",\"twice\":1,\"twice\":2,\"\":null,\"ключ\":\"значение\"}"
            })
    void thisRequestReachesTheUpstreamByteForByte(String body) throws Exception {
        try (RawHttpClient client = lab.connect()) {
            assertThat(sent(client, body)).isEqualTo(body);
        }
    }

    @Test
    void aStreamsRequestReachesTheUpstreamByteForByte() throws Exception {
        String body = "{\"z\":1.0, \"stream\" :true ,\"model\":\"m\"}";
        upstream.enqueue(Reply.sseText(ChatText.stream("c-1", "Hello")));
        try (RawHttpClient client = lab.connect()) {
            assertThat(sent(client, body)).isEqualTo(body);
        }
    }

    @Test
    void keyOfTheClientStaysHere() throws Exception {
        String[] keys = {"Authorization: Bearer client-key", "x-api-key: client-key", "x-goog-api-key: client-key"};
        try (RawHttpClient client = lab.connect()) {
            Response response =
                    client.post(Lab.CHAT, ChatText.request("m"), keys).readResponse();

            assertThat(response.head().header("x-request-id")).isPresent();
        }
        RecordedRequest request = upstream.takeRequest();
        assertThat(request.headers().toString()).doesNotContain("client-key");
        assertThat(request.headers().all("authorization")).containsExactly("Bearer " + Lab.UPSTREAM_SECRET + "-1");
        assertThat(request.target()).isEqualTo(Lab.CHAT);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ambiguous")
    void ambiguousRequestIsRefused(String what, byte[] body, String said) throws Exception {
        int before = upstream.requestCount();
        try (RawHttpClient client = lab.connect()) {
            Response response = client.post(Lab.CHAT, body).readResponse();

            assertThat(response.status()).as(what).isEqualTo(400);
            assertThat(response.body().json().at("/error/type").asString()).isEqualTo("invalid_request_error");
            assertThat(response.body().json().at("/error/message").asString()).contains(said);
        }
        assertThat(upstream.requestCount()).isEqualTo(before);
    }

    private static Stream<Arguments> ambiguous() {
        String whole = ChatText.request("m");
        return Stream.of(
                Arguments.of("second model", "{\"model\":\"m\",\"model\":\"m\"}".getBytes(UTF_8), "'model'"),
                Arguments.of(
                        "second, escaped model", "{\"model\":\"m\",\"mod\\u0065l\":\"o\"}".getBytes(UTF_8), "'model'"),
                Arguments.of(
                        "second stream",
                        "{\"model\":\"m\",\"stream\":false,\"stream\":true}".getBytes(UTF_8),
                        "'stream'"),
                Arguments.of("Latin-1", "{\"model\":\"m\",\"x\":\"é\"}".getBytes(ISO_8859_1), "UTF-8"),
                Arguments.of("UTF-16", whole.getBytes(UTF_16), "UTF-8"),
                Arguments.of("byte order mark", ("\ufeff" + whole).getBytes(UTF_8), "byte order mark"),
                Arguments.of("trailing object", (whole + " {}").getBytes(UTF_8), "one object"),
                Arguments.of("trailing text", (whole + "x").getBytes(UTF_8), "one object"));
    }

    private static String sent(RawHttpClient client, String body) throws Exception {
        client.post(Lab.CHAT, body).readResponse();
        RecordedRequest request = upstream.takeRequest();
        return request.bodyText();
    }
}
