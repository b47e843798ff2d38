package dev.aiproxy.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.testkit.grammar.ChatStreamGrammar;
import dev.aiproxy.testkit.grammar.StreamOption;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.Gate;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RawHttpClient.Response;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider's stream reaches the client with its own bytes, event by event, as it comes. */
final class StreamPassthroughIT {
    private static final String TEXT = ChatText.stream("c-1", "Grüße, 漢字 🦜", " \\\"quoted\\\"", "\\n", "end");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private FakeUpstream upstream;
    private Lab lab;

    @BeforeEach
    void start() throws IOException {
        upstream = FakeUpstream.start();
        lab = Lab.of(upstream);
    }

    @AfterEach
    void stop() {
        lab.close();
        upstream.close();
    }

    @Test
    void streamCutAtEveryByteIsTheSameForTheClient() throws IOException {
        int length = TEXT.getBytes(UTF_8).length;
        try (RawHttpClient client = lab.connect()) {
            for (int offset = 1; offset < length; offset++) {
                upstream.enqueue(Reply.sseText(TEXT).slicedAt(offset));

                assertThat(streamed(client)).as("cut at %d", offset).isEqualTo(TEXT);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64})
    void streamInSlicesIsTheSameForTheClient(int size) throws IOException {
        upstream.enqueue(Reply.sseText(TEXT).inSlicesOf(size));

        try (RawHttpClient client = lab.connect()) {
            assertThat(streamed(client)).isEqualTo(TEXT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\r"})
    void otherLineEndsSurvive(String lineEnd) throws IOException {
        String text = TEXT.replace("\n", lineEnd);
        upstream.enqueue(Reply.sseText(text), Reply.sseText(text).inSlicesOf(1));

        try (RawHttpClient client = lab.connect()) {
            assertThat(streamed(client)).isEqualTo(text);
            assertThat(streamed(client)).isEqualTo(text);
        }
    }

    @Test
    void commentsAndUnknownFieldsSurvive() throws IOException {
        String text = ": waiting\n\n" + ChatText.role("c-1") + ": still there\nid: 7\nretry: 10\n"
                + ChatText.words("c-1", "Hello") + "event: x\n" + ChatText.finish("c-1") + ": end\n\n" + ChatText.DONE;
        upstream.enqueue(Reply.sseText(text));

        try (RawHttpClient client = lab.connect()) {
            assertThat(streamed(client)).isEqualTo(text);
        }
    }

    @Test
    void eventsOfSeveralMegabytesSurvive() throws IOException {
        String text =
                ChatText.stream("c-1", "small", "0123456789abcdef".repeat(200_000), "between", "é".repeat(600_000));
        upstream.enqueue(Reply.sseText(text), Reply.sseText(text).inSlicesOf(50_021));

        try (RawHttpClient client = lab.connect()) {
            assertThat(streamed(client)).isEqualTo(text);
            assertThat(streamed(client)).isEqualTo(text);
        }
    }

    @Test
    void eventsArriveAsTheyCome() throws Exception {
        Gate gate = new Gate();
        String first = ChatText.role("c-1") + ChatText.words("c-1", "one");
        String second = ChatText.words("c-1", "two");
        int afterSecond = (first + second).length();
        upstream.enqueue(Reply.sseText(first + second + ChatText.finish("c-1") + ChatText.DONE)
                .gateAt(first.length(), gate)
                .gateAt(afterSecond, gate));

        try (RawHttpClient client = lab.connect()) {
            client.post(Lab.CHAT, ChatText.streamRequest("m"));
            assertThat(client.readHead().header("content-type").orElseThrow()).startsWith("text/event-stream");
            assertThat(client.readBytes(first.length())).asString(UTF_8).isEqualTo(first);
            gate.awaitReached(1, PATIENCE);
            gate.release();
            assertThat(client.readBytes(second.length())).asString(UTF_8).isEqualTo(second);
            gate.awaitReached(2, PATIENCE);
            gate.release();
            assertThat(client.readBody().sse().events().get(1).isDone()).isTrue();
        }
    }

    @Test
    void usageIsAskedForButNotShownToAClientThatDidNotAsk() throws Exception {
        upstream.enqueue(Reply.sseText(withUsage()));
        try (Lab asking = Lab.with("# ask for usage\n", upstream);
                RawHttpClient client = asking.connect()) {
            assertThat(streamed(client)).isEqualTo(TEXT);

            assertThat(upstream.takeRequest()
                            .json()
                            .at("/stream_options/include_usage")
                            .asBoolean())
                    .isTrue();
            ExchangeRecord record = asking.takeExchange();
            assertThat(record.usage()).isEqualTo(Usage.of(11, 4));
            assertThat(record.status()).isEqualTo(200);
            assertThat(record.timeToFirstToken()).isNotNull();
        }
    }

    @Test
    void clientThatAskedForUsageSeesIt() throws Exception {
        upstream.enqueue(Reply.sseText(withUsage()));

        Response response = lab.post(ChatText.usageStreamRequest("m"));

        assertThat(response.body().text()).isEqualTo(withUsage());
        ChatStreamGrammar.with(StreamOption.CLIENT_ASKED_FOR_USAGE)
                .assertLegal(response.body().sse());
        assertThat(lab.takeExchange().usage()).isEqualTo(Usage.of(11, 4));
    }

    @Test
    void plainAnswersUsageIsRecorded() throws Exception {
        upstream.enqueue(Reply.json(ChatText.answer("c-1", "Hello")));

        lab.post(ChatText.request("m"));

        ExchangeRecord record = lab.takeExchange();
        assertThat(record.usage()).isEqualTo(Usage.of(7, 5));
        assertThat(record.provider()).isEqualTo("openai-compat");
        assertThat(record.credential()).isEqualTo("key-1");
        assertThat(record.attempts()).isEqualTo(1);
    }

    @Test
    void wholeAnswerToARequestForAStreamIsDelivered() throws Exception {
        upstream.enqueue(Reply.json(ChatText.answer("c-1", "Hello")));

        Response response = lab.post(ChatText.streamRequest("m"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.head().header("content-type").orElseThrow()).startsWith("text/event-stream");
        ChatStreamGrammar.with().assertLegal(response.body().sse());
        assertThat(response.body().text()).contains("Hello");
        assertThat(lab.takeExchange().usage()).isEqualTo(Usage.of(7, 5));
    }

    private static String withUsage() {
        return TEXT.replace(ChatText.DONE, ChatText.usage("c-1", 11, 4) + ChatText.DONE);
    }

    private static String streamed(RawHttpClient client) throws IOException {
        Response response = client.post(Lab.CHAT, ChatText.streamRequest("m")).readResponse();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body().isComplete()).isTrue();
        return response.body().text();
    }
}
