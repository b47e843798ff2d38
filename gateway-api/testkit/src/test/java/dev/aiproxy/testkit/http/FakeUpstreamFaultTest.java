package dev.aiproxy.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FakeUpstreamFaultTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final FakeUpstream upstream = FakeUpstream.start();
    private RawHttpClient client;

    @BeforeEach
    void connect() throws IOException {
        client = RawHttpClient.connect(upstream.url());
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        upstream.close();
    }

    @Test
    void aResetIsSeenAsReset() throws Exception {
        Gate gate = new Gate();
        upstream.enqueue(Reply.json("{\"a\":1}").gateAt(3, gate).resetAt(3));

        client.get("/").readHead();
        assertThat(client.readBytes(3)).asString().isEqualTo("{\"a");
        gate.release();

        assertThat(client.readBody().end()).isEqualTo(ResponseBody.End.RESET);
    }

    @Test
    void aCloseIsSeenAsTruncation() throws Exception {
        upstream.enqueue(Reply.json("{\"a\":1}").closeAt(3));

        ResponseBody body = client.get("/").readResponse().body();

        assertThat(body.text()).isEqualTo("{\"a");
        assertThat(body.end()).isEqualTo(ResponseBody.End.TRUNCATED);
        assertThat(upstream.takeRequest().replied())
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableOfType(CancellationException.class);
    }

    @Test
    void aCloseDelimitedBodyIsComplete() throws Exception {
        upstream.enqueue(Reply.sse("a").closeDelimited());

        RawHttpClient.Response response = client.get("/").readResponse();

        assertThat(response.head().header("connection")).contains("close");
        assertThat(response.body().isComplete()).isTrue();
        assertThat(response.body().sse().data()).containsExactly("a");
    }

    @Test
    void nothingMayComeBack() throws Exception {
        upstream.enqueue(Reply.closeWithoutReply());

        assertThatThrownBy(() -> client.get("/").readHead()).isInstanceOf(EOFException.class);
    }

    @Test
    void aResetMayComeInsteadOfAReply() {
        upstream.enqueue(Reply.resetWithoutReply());

        assertThatThrownBy(() -> client.get("/").readHead()).isInstanceOf(SocketException.class);
    }

    @Test
    void aReusedConnectionMayBeClosedWhenTheNextRequestComes() throws Exception {
        upstream.enqueue(Reply.json("{}"), Reply.closeWithoutReply());

        assertThat(client.get("/").readResponse().status()).isEqualTo(200);
        assertThatThrownBy(() -> client.get("/").readHead()).isInstanceOf(EOFException.class);
        assertThat(upstream.requestCount()).isEqualTo(2);
    }

    @Test
    void idleConnectionsCanBeClosed() throws Exception {
        upstream.enqueue(Reply.json("{}"));
        client.get("/").readResponse();

        upstream.closeConnections();

        assertThat(client.isClosedByPeer()).isTrue();
        assertThat(upstream.openConnections()).isZero();
    }

    @Test
    void aReplyMayCloseWithoutSayingSo() throws Exception {
        upstream.enqueue(Reply.json("{}").thenClose());

        RawHttpClient.Response response = client.get("/").readResponse();

        assertThat(response.head().headers().contains("connection")).isFalse();
        assertThat(client.isClosedByPeer()).isTrue();
    }

    @Test
    void aStallBeforeTheHeadEndsWhenTheClientLeaves() throws Exception {
        upstream.enqueue(Reply.never());
        client.get("/");
        RecordedRequest request = upstream.takeRequest();

        long left = System.nanoTime();
        client.close();

        assertThat(request.awaitPeerLeft(SOON) - left).isLessThan(100_000_000L);
        assertThat(request.bytesWritten()).isZero();
    }

    @Test
    void aStallInsideTheBodySeesAResetOfTheClient() throws Exception {
        upstream.enqueue(Reply.sse("one", "two").stallAt(11));
        client.get("/").readHead();
        assertThat(client.nextEvent()).isNotNull();
        RecordedRequest request = upstream.takeRequest();

        long left = System.nanoTime();
        client.abort();

        assertThat(request.awaitPeerLeft(SOON) - left).isLessThan(100_000_000L);
    }

    @Test
    void aHalfCloseCountsAsLeaving() throws Exception {
        upstream.enqueue(Reply.never());
        client.get("/");
        RecordedRequest request = upstream.takeRequest();

        client.halfClose();

        assertThat(request.awaitPeerLeft(SOON)).isPositive();
    }

    @Test
    void aClosedGateHoldsTheHeadBack() throws Exception {
        Gate gate = new Gate();
        upstream.enqueue(Reply.json("{}").gateBeforeHead(gate));
        client.get("/");
        gate.awaitReached(1, SOON);
        assertThat(upstream.takeRequest().bytesWritten()).isZero();

        gate.release();

        assertThat(client.readResponse().status()).isEqualTo(200);
    }

    @Test
    void aChunkSizeMayBeGarbage() throws Exception {
        upstream.enqueue(Reply.sse("one", "two").brokenChunkAt(11));

        ResponseBody body = client.get("/").readResponse().body();

        assertThat(body.end()).isEqualTo(ResponseBody.End.MALFORMED);
        assertThat(body.sse().data()).containsExactly("one");
    }

    @Test
    void theLengthMayLie() throws Exception {
        upstream.enqueue(Reply.json("{}").declaredLength(10));

        assertThat(client.get("/").readResponse().body().end()).isEqualTo(ResponseBody.End.TRUNCATED);
    }

    @Test
    void theStatusLineMayBeGarbage() throws Exception {
        upstream.enqueue(Reply.raw("what is this\r\n\r\n"));

        assertThat(client.get("/").readHead().status()).isEqualTo(-1);
    }

    @Test
    void headersMayBeOverlong() throws Exception {
        String value = "v".repeat(200_000);
        upstream.enqueue(Reply.json("{}").header("X-Long", value).reason("Fine"));

        ResponseHead head = client.get("/").readHead();

        assertThat(head.statusLine()).isEqualTo("HTTP/1.1 200 Fine");
        assertThat(head.header("x-long")).contains(value);
    }

    @Test
    void aReplyWithoutBodyHasNoLength() throws Exception {
        upstream.enqueue(Reply.status(204), Reply.json("{}"));

        assertThat(client.get("/").readResponse().head().headers().lines()).isEmpty();
        assertThat(client.get("/").readResponse().body().text()).isEqualTo("{}");
    }

    @Test
    void aPortMayRefuse() {
        assertThatThrownBy(() -> RawHttpClient.connect(FakeUpstream.refusingUrl()))
                .isInstanceOf(ConnectException.class);
    }
}
