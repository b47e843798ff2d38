package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.grammar.ChatStreamGrammar;
import dev.aiproxy.testkit.grammar.StreamOption;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.Gate;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RawHttpClient.Response;
import dev.aiproxy.testkit.http.Reply;
import dev.aiproxy.testkit.sse.SseText;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While a provider is silent, a client that waits for a stream is given signs of life. */
final class KeepAliveIT {
    private static final String COMMENT = ": keep-alive\n\n";
    private static final String STREAM = ChatText.stream("c-1", "Hello", " world");

    private FakeUpstream upstream;
    private Lab lab;

    @BeforeEach
    void start() throws IOException {
        upstream = FakeUpstream.start();
        lab = Lab.with("streaming: {keepalive-seconds: 1}\n", upstream);
    }

    @AfterEach
    void stop() {
        lab.close();
        upstream.close();
    }

    @Test
    void silentUpstreamIsBridgedFromBeforeItsHeadOn() throws Exception {
        Gate head = new Gate();
        Gate middle = new Gate();
        int cut = STREAM.indexOf("world");
        upstream.enqueue(Reply.sseText(STREAM).gateBeforeHead(head).gateAt(cut, middle));
        try (RawHttpClient client = lab.connect()) {
            long asked = System.nanoTime();
            client.post(Lab.CHAT, ChatText.streamRequest("m"));
            assertThat(client.readHead().status()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            assertThat(client.readBytes(COMMENT.length())).asString().isEqualTo(COMMENT);
            head.open();
            String whole = STREAM.substring(0, STREAM.lastIndexOf("data:", cut));
            assertThat(client.readBytes(whole.length())).asString().isEqualTo(whole);
            assertThat(client.readBytes(COMMENT.length())).asString().isEqualTo(COMMENT);
            middle.open();

            String rest = client.readBody().text();
            assertThat(rest).endsWith(ChatText.DONE);
            ChatStreamGrammar.with().assertLegal(whole + rest.replace(COMMENT, ""));
        }
    }

    @Test
    void earlyFailureKeepsItsStatus() throws Exception {
        upstream.enqueue(Reply.json(429, "{\"error\":{\"message\":\"slow down\",\"type\":\"tokens\",\"code\":\"c\"}}"));

        Response response = lab.post(ChatText.streamRequest("m"));

        assertThat(response.status()).isEqualTo(429);
        assertThat(response.head().header("content-type")).hasValue("application/json");
    }

    @Test
    void failureAfterAKeepAliveIsAnErrorInTheStream() throws Exception {
        Gate head = new Gate();
        upstream.enqueue(Reply.json(500, "{\"error\":{\"message\":\"boom\",\"type\":\"t\",\"code\":null}}")
                .gateBeforeHead(head));
        try (RawHttpClient client = lab.connect()) {
            client.post(Lab.CHAT, ChatText.streamRequest("m"));
            assertThat(client.readHead().status()).isEqualTo(200);
            head.open();

            SseText stream = client.readBody().sse();
            assertThat(stream.comments()).isNotEmpty();
            ChatStreamGrammar.with(StreamOption.ENDED_WITH_ERROR).assertLegal(stream.events());
            assertThat(stream.data()).singleElement().asString().contains("boom");
        }
        assertThat(lab.takeExchange().error()).isNotNull();
    }

    @Test
    void anotherKeyMayAnswerAfterAKeepAlive() throws Exception {
        Gate head = new Gate();
        upstream.enqueue(Reply.resetWithoutReply().gateBeforeHead(head));
        try (FakeUpstream good = FakeUpstream.start().always(Reply.sseText(STREAM));
                Lab two = Lab.with("streaming: {keepalive-seconds: 1}\n", upstream, good);
                RawHttpClient client = two.connect()) {
            client.post(Lab.CHAT, ChatText.streamRequest("m")).readHead();
            head.open();

            assertThat(client.readBody().text().replace(COMMENT, "")).isEqualTo(STREAM);
        }
    }

    @Test
    void wholeAnswerAfterAKeepAliveBecomesAStream() throws Exception {
        Gate head = new Gate();
        upstream.enqueue(Reply.json(ChatText.answer("c-1", "Hello")).gateBeforeHead(head));
        try (RawHttpClient client = lab.connect()) {
            client.post(Lab.CHAT, ChatText.streamRequest("m")).readHead();
            head.open();

            SseText stream = client.readBody().sse();
            ChatStreamGrammar.with().assertLegal(stream.events());
            assertThat(String.join("", stream.data())).contains("Hello");
        }
    }

    @Test
    void plainAnswerHasNoKeepAlives() throws Exception {
        Gate head = new Gate();
        Gate later = new Gate();
        upstream.enqueue(
                Reply.json(ChatText.answer("plain", "Hello")).gateBeforeHead(head),
                Reply.sseText(STREAM).gateBeforeHead(later));
        try (RawHttpClient plain = lab.connect();
                RawHttpClient stream = lab.connect()) {
            plain.post(Lab.CHAT, ChatText.request("m"));
            head.awaitReached(1, Duration.ofSeconds(10));
            stream.post(Lab.CHAT, ChatText.streamRequest("m")).readHead();
            head.open();
            later.open();

            assertThat(plain.readResponse().body().text()).isEqualTo(ChatText.answer("plain", "Hello"));
        }
    }
}
