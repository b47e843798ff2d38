package dev.aiproxy.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.testkit.sse.SseEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FakeUpstreamTest {

    private final FakeUpstream upstream = FakeUpstream.start();

    @AfterEach
    void close() {
        upstream.close();
    }

    @Test
    void repliesInTheOrderOfTheScriptThenWithTheStandingReply() throws Exception {
        upstream.enqueue(Reply.json("{\"n\":1}"), Reply.status(503).html("<h1>busy</h1>"));
        upstream.always(Reply.json("{\"n\":3}"));

        try (RawHttpClient client = RawHttpClient.connect(upstream.url())) {
            RawHttpClient.Response first = client.get("/a").readResponse();
            RawHttpClient.Response second = client.get("/b").readResponse();
            RawHttpClient.Response third = client.get("/c").readResponse();

            assertThat(first.body().text()).isEqualTo("{\"n\":1}");
            assertThat(second.status()).isEqualTo(503);
            assertThat(second.head().header("content-type")).contains("text/html");
            assertThat(third.body().text()).isEqualTo("{\"n\":3}");
        }
        assertThat(upstream.connectionCount()).isEqualTo(1);
        assertThat(upstream.requests()).extracting(RecordedRequest::connection).containsExactly(1, 1, 1);
        assertThat(upstream.requests()).extracting(RecordedRequest::target).containsExactly("/a", "/b", "/c");
    }

    @Test
    void recordsTheExactRequest() throws Exception {
        upstream.always(Reply.json("{}"));

        try (RawHttpClient client = RawHttpClient.connect(upstream.url())) {
            client.post("/v1/x?q=%20", "{\"a\": 1.0,\t\"ä\":1e2}", "X-One: 1", "x-one: 2")
                    .readResponse();
        }

        RecordedRequest request = upstream.takeRequest();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/v1/x?q=%20");
        assertThat(request.bodyText()).isEqualTo("{\"a\": 1.0,\t\"ä\":1e2}");
        assertThat(request.headers().all("X-ONE")).containsExactly("1", "2");
        assertThat(request.headers().lines()).contains(new HeaderLines.Line("x-one", "2"));
        assertThat(request.json().path("a").isNumber()).isTrue();
    }

    @Test
    void readsChunkedRequestBodies() throws Exception {
        upstream.always(Reply.json("{}"));

        try (RawHttpClient client = RawHttpClient.connect(upstream.url())) {
            client.send(
                            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1;x=y\r\n!\r\n0\r\n\r\n")
                    .readResponse();
        }

        assertThat(upstream.takeRequest().bodyText()).isEqualTo("hello!");
    }

    @Test
    void asksForTheBodyWhenTheClientExpectsIt() throws Exception {
        upstream.always(Reply.json("{}"));

        try (RawHttpClient client = RawHttpClient.connect(upstream.url())) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertThat(client.readHead().status()).isEqualTo(100);
            assertThat(client.send("{}").readResponse().status()).isEqualTo(200);
        }
    }

    @Test
    void takesAndGivesLargeBodies() throws Exception {
        byte[] large = new byte[5_000_000];
        upstream.respond(request -> Reply.status(200).body(request.body()));

        try (RawHttpClient client = RawHttpClient.connect(upstream.url())) {
            assertThat(client.post("/", large).readResponse().body().bytes()).hasSize(large.length);
        }
    }

    @Test
    void saysWhenNothingIsScripted() throws Exception {
        try (RawHttpClient client = RawHttpClient.connect(upstream.url())) {
            RawHttpClient.Response response = client.get("/").readResponse();

            assertThat(response.status()).isEqualTo(500);
            assertThat(response.head().header("x-fake-upstream")).contains("unscripted");
        }
    }

    @Test
    void showsAReplyFunctionThatThrew() throws Exception {
        upstream.respond(request -> {
            throw new IllegalStateException("boom");
        });

        try (RawHttpClient client = RawHttpClient.connect(upstream.url())) {
            assertThat(client.get("/").readResponse().status()).isEqualTo(500);
        }
        assertThat(upstream.problems()).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void failsWhenNoRequestComes() {
        assertThatThrownBy(() -> upstream.takeRequest(Duration.ofMillis(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no request");
    }

    @Test
    void streamsEventsOneByOneAsTheGateAllows() throws Exception {
        Gate gate = new Gate();
        upstream.enqueue(Reply.sse("one", "two", "[DONE]").slicedAt(11, 22).gateEachSlice(gate));

        try (RawHttpClient client = RawHttpClient.connect(upstream.url())) {
            client.get("/").readHead();
            gate.release();
            assertThat(client.nextEvent()).isEqualTo(SseEvent.of("one"));
            gate.awaitReached(2, Duration.ofSeconds(5));
            assertThat(upstream.takeRequest().replied()).isNotDone();
            gate.open();
            assertThat(client.nextEvent()).isEqualTo(SseEvent.of("two"));
            assertThat(client.nextEvent()).isEqualTo(SseEvent.of(SseEvent.DONE));
            assertThat(client.nextEvent()).isNull();
        }
    }

    @Test
    void everySliceSizeGivesTheSameBody() throws Exception {
        String text = "data: {\"t\":\"größe 😀\"}\n\ndata: [DONE]\n\n";
        upstream.respond(request ->
                Reply.sseText(text).inSlicesOf(Integer.parseInt(request.target().substring(1))));

        try (RawHttpClient client = RawHttpClient.connect(upstream.url())) {
            for (int size = 1; size <= 70; size += 3) {
                assertThat(client.get("/" + size).readResponse().body().text()).isEqualTo(text);
            }
        }
    }

    @Test
    void wireBytesAreWhatTheClientReads() throws Exception {
        Reply reply = Reply.sse("a", "b").inSlicesOf(4).interim(103);
        upstream.enqueue(Reply.raw(reply.wireBytes()).inSlicesOf(1));

        try (RawHttpClient client = RawHttpClient.connect(upstream.url())) {
            byte[] raw = client.get("/").readRawToEnd();

            assertThat(raw).isEqualTo(reply.wireBytes());
            assertThat(new String(raw, StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 103 ")
                    .contains("\r\n4\r\ndata\r\n")
                    .endsWith("0\r\n\r\n");
        }
    }

    @Test
    void pausesBetweenSlices() throws Exception {
        upstream.enqueue(Reply.json("{\"a\":1}").inSlicesOf(2).pausing(Duration.ofMillis(5)));

        try (RawHttpClient client = RawHttpClient.connect(upstream.url())) {
            long start = System.nanoTime();
            assertThat(client.get("/").readResponse().body().text()).isEqualTo("{\"a\":1}");
            assertThat(System.nanoTime() - start).isGreaterThan(15_000_000);
        }
    }

    @Test
    void endlessRepliesStopWhenTheClientDoesNotRead() throws Exception {
        byte[] piece = new byte[8192];
        upstream.sendBuffer(16 * 1024).enqueue(Reply.endless(index -> piece));

        try (RawHttpClient client = RawHttpClient.connect(upstream.url(), 16 * 1024)) {
            client.get("/").readHead();
            assertThat(client.readBytes(100_000)).hasSize(100_000);
            RecordedRequest request = upstream.takeRequest();
            long writtenBeforeTheLastPiece = 100_000L - piece.length;
            assertThat(request.bytesWritten()).isBetween(writtenBeforeTheLastPiece, 2_000_000L);
            client.abort();
            request.awaitPeerLeft(Duration.ofSeconds(5));
        }
    }

    @Test
    void noThreadOutlivesClose() throws Exception {
        upstream.always(Reply.never());
        try (RawHttpClient client = RawHttpClient.connect(upstream.url())) {
            client.get("/");
            RecordedRequest request = upstream.takeRequest();

            upstream.close();

            assertThat(client.isClosedByPeer()).isTrue();
            assertThat(request.peerLeft()).isCancelled();
        }
        String prefix = "fake-upstream-" + upstream.port();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith(prefix));
    }

    @Test
    void namesTypedEvents() throws Exception {
        upstream.enqueue(Reply.sseEvents(SseEvent.typed(List.of("{\"type\":\"ping\"}"))));

        try (RawHttpClient client = RawHttpClient.connect(upstream.url())) {
            client.get("/").readHead();
            assertThat(Objects.requireNonNull(client.nextEvent()).event()).isEqualTo("ping");
        }
    }
}
