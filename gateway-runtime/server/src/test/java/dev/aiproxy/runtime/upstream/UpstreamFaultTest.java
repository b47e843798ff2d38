package dev.aiproxy.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.UpstreamFailure.Cause;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.wire.Headers;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class UpstreamFaultTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final Duration BEYOND = UpstreamFixture.LONG.plusSeconds(1);

    private final UpstreamFixture upstream = new UpstreamFixture();

    @AfterEach
    void stop() {
        upstream.close();
    }

    static Stream<Arguments> brokenAnswers() {
        return Stream.of(
                Arguments.of("nothing at all", "", Cause.RESET, false),
                Arguments.of("a cut status line", "HTTP/1.1 20", Cause.RESET, false),
                Arguments.of("a cut head", OK + "content-type: text/plain\r\n", Cause.RESET, false),
                Arguments.of("garbage", "\u0015\u0003\u0001 garbage", Cause.INVALID, false),
                Arguments.of("another protocol", "SSH-2.0-x\r\n", Cause.INVALID, false),
                Arguments.of("HTTP/2", "HTTP/2 200\r\n\r\n", Cause.INVALID, false),
                Arguments.of("a status that is no number", "HTTP/1.1 abc OK\r\n\r\n", Cause.INVALID, false),
                Arguments.of("a status of four digits", "HTTP/1.1 2000 OK\r\n\r\n", Cause.INVALID, false),
                Arguments.of("a header without colon", OK + "content-type\r\n\r\n", Cause.INVALID, false),
                Arguments.of("a folded header", OK + "a: b\r\n c: d\r\n\r\n", Cause.INVALID, false),
                Arguments.of("an endless header", OK + "a: " + "x".repeat(100_000), Cause.INVALID, false),
                Arguments.of("endless headers", OK + "a: b\r\n".repeat(20_000), Cause.INVALID, false),
                Arguments.of("a negative length", OK + "content-length: -1\r\n\r\n", Cause.INVALID, false),
                Arguments.of(
                        "two lengths", OK + "content-length: 1\r\ncontent-length: 2\r\n\r\nab", Cause.INVALID, false),
                Arguments.of("a length that is none", OK + "content-length: ten\r\n\r\n", Cause.INVALID, false),
                Arguments.of("an unknown coding", OK + "transfer-encoding: zip\r\n\r\n", Cause.INVALID, false),
                Arguments.of("an unasked compression", OK + "content-encoding: br\r\n\r\nx", Cause.INVALID, false),
                Arguments.of("an unasked upgrade", "HTTP/1.1 101 Go\r\n\r\n", Cause.INVALID, false),
                Arguments.of("a short body", OK + "content-length: 10\r\n\r\nabc", Cause.RESET, true),
                Arguments.of("a missing last chunk", chunked("3\r\nabc\r\n"), Cause.RESET, true),
                Arguments.of("a chunk size that is none", chunked("xyz\r\n"), Cause.INVALID, true),
                Arguments.of("an empty chunk size", chunked("\r\nabc"), Cause.INVALID, true),
                Arguments.of("a huge chunk size", chunked("fffffffffffffffff\r\n"), Cause.INVALID, true),
                Arguments.of("a chunk over its size", chunked("3\r\nabcdef\r\n0\r\n\r\n"), Cause.INVALID, true),
                Arguments.of("an endless extension", chunked("3;" + "x".repeat(20_000)), Cause.INVALID, true),
                Arguments.of("endless trailers", chunked("0\r\n" + "a: b\r\n".repeat(5_000)), Cause.INVALID, true),
                Arguments.of(
                        "broken gzip",
                        OK + "content-encoding: gzip\r\ncontent-length: 5\r\n\r\nplain",
                        Cause.INVALID,
                        true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenAnswers")
    void brokenAnswerFailsOnceWithItsCause(String name, String raw, Cause cause, boolean headSeen) throws Exception {
        try (RawPeer peer = new RawPeer(RawPeer.answers(raw))) {
            UpstreamFault fault = upstream.post(peer.url(), "{}").fault();

            assertThat(fault.cause()).isEqualTo(cause);
            assertThat(fault.headSeen()).isEqualTo(headSeen);
            assertThat(fault.detail()).startsWith("127.0.0.1:" + peer.url().getPort() + ": ");
            assertThat(fault.detail()).doesNotContain("secret");
            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    @Test
    void garbageIsToldWhileThePeerKeepsTheConnectionOpen() throws Exception {
        try (RawPeer peer = new RawPeer(socket -> {
            RawPeer.write(socket, "what?");
            RawPeer.awaitClose(socket);
        })) {
            assertThat(upstream.post(peer.url(), "{}").fault().cause()).isEqualTo(Cause.INVALID);
        }
    }

    @Test
    void resetWithinTheBodyIsReset() throws Exception {
        try (RawPeer peer = new RawPeer(socket -> {
            RawPeer.readRequest(socket);
            RawPeer.write(socket, chunked("3\r\nabc\r\n"));
            socket.setSoLinger(true, 0);
        })) {
            UpstreamFault fault = upstream.post(peer.url(), "{}").fault();

            assertThat(fault.cause()).isEqualTo(Cause.RESET);
        }
    }

    @Test
    void refusedConnectionIsUnreachable() throws Exception {
        URI url;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            url = URI.create("http://127.0.0.1:" + unused.getLocalPort() + "/");
        }

        UpstreamFault fault = upstream.post(url, "{}").fault();

        assertThat(fault.cause()).isEqualTo(Cause.UNREACHABLE);
        assertThat(fault.detail()).isEqualTo("127.0.0.1:" + url.getPort() + ": Connection refused");
    }

    @Test
    void unknownHostIsUnreachable() {
        Resolver.Lookup nowhere = host -> {
            throw new UnknownHostException(host);
        };
        try (UpstreamFixture offline = new UpstreamFixture(UpstreamSettings.defaults(), nowhere)) {
            UpstreamFault fault =
                    offline.post(URI.create("http://nowhere.test/"), "{}").fault();

            assertThat(fault).isEqualTo(new UpstreamFault(Cause.UNREACHABLE, "nowhere.test:80: unknown host", false));
        }
    }

    @Test
    void secondAddressIsTriedWhenTheFirstRefuses() throws Exception {
        Resolver.Lookup two =
                host -> new InetAddress[] {InetAddress.getByName("127.0.0.9"), InetAddress.getByName("127.0.0.1")};
        try (UpstreamFixture client = new UpstreamFixture(UpstreamSettings.defaults(), two);
                RawPeer peer = new RawPeer(RawPeer.answers(OK + "content-length: 2\r\n\r\nok"))) {
            RecordingListener answer =
                    client.get("http://two.test:" + peer.url().getPort() + "/");

            answer.completed();
            assertThat(answer.text()).isEqualTo("ok");
        }
    }

    @Test
    void peerThatNeverAnswersTimesOut() throws Exception {
        UpstreamFault fault = faultAfterStall("", 0);

        assertThat(fault.cause()).isEqualTo(Cause.TIMEOUT);
        assertThat(fault.detail()).endsWith(": no response head within 30000 ms");
    }

    @Test
    void peerThatStallsWithinTheHeadTimesOut() throws Exception {
        assertThat(faultAfterStall(OK + "a: b\r\n", 0).cause()).isEqualTo(Cause.TIMEOUT);
    }

    @Test
    void peerThatStallsWithinTheBodyTimesOut() throws Exception {
        UpstreamFault fault = faultAfterStall(chunked("3\r\nabc\r\n"), 3);

        assertThat(fault.cause()).isEqualTo(Cause.TIMEOUT);
        assertThat(fault.headSeen()).isTrue();
    }

    @Test
    void peerThatTakesNoRequestTimesOut() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI url = URI.create("http://127.0.0.1:" + deaf.getLocalPort() + "/");
            RecordingListener answer = upstream.post(url, "x".repeat(20_000_000));
            deaf.accept().getInputStream().read();

            upstream.skip(BEYOND);

            assertThat(answer.fault().detail()).contains("request not taken");
        }
    }

    private UpstreamFault faultAfterStall(String raw, int bodyBytes) throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        try (RawPeer peer = new RawPeer(socket -> {
            RawPeer.readRequest(socket);
            RawPeer.write(socket, raw);
            written.countDown();
            RawPeer.awaitClose(socket);
        })) {
            RecordingListener answer = upstream.post(peer.url(), "{}");
            written.await();
            answer.awaitReceived(bodyBytes);
            upstream.skip(BEYOND);
            return answer.fault();
        }
    }

    @Test
    void refusalOfALargeBodyIsReadThoughThePeerStopsListening() throws Exception {
        try (RawPeer peer = new RawPeer(socket -> {
            RawPeer.write(socket, "HTTP/1.1 413 Too Large\r\ncontent-length: 2\r\n\r\nno");
            socket.shutdownOutput();
            RawPeer.awaitClose(socket);
        })) {
            RecordingListener answer = upstream.post(peer.url(), "x".repeat(20_000_000));

            assertThat(answer.completed().status()).isEqualTo(413);
            assertThat(answer.text()).isEqualTo("no");
        }
    }

    @Test
    void slowBytesAreNoStall() throws Exception {
        String text = "hello, world";
        Semaphore next = new Semaphore(0);
        try (RawPeer peer = new RawPeer(socket -> {
            RawPeer.readRequest(socket);
            RawPeer.write(socket, OK + "content-length: " + text.length() + "\r\n\r\n");
            for (char c : text.toCharArray()) {
                next.acquireUninterruptibly();
                RawPeer.write(socket, String.valueOf(c));
            }
        })) {
            RecordingListener answer = upstream.post(peer.url(), "{}");
            for (int i = 1; i <= text.length(); i++) {
                next.release();
                answer.awaitReceived(i);
                upstream.skip(UpstreamFixture.LONG.multipliedBy(2).dividedBy(3));
            }

            answer.completed();
            assertThat(answer.text()).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\ncontent-length: 100\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nlink: x\r\n\r\nHTTP/1.1 204 No\r\n\r\n"
            })
    void answersWithoutABodyEndAtOnce(String raw) throws Exception {
        try (RawPeer peer = new RawPeer(socket -> {
            RawPeer.readRequest(socket);
            RawPeer.write(socket, raw);
            RawPeer.awaitClose(socket);
        })) {
            RecordingListener answer = upstream.post(peer.url(), "{}");

            assertThat(answer.completed().status()).isNotEqualTo(103);
            assertThat(answer.text()).isEmpty();
        }
    }

    @Test
    void answerToHeadHasNoBody() throws Exception {
        try (RawPeer peer = new RawPeer(socket -> {
            RawPeer.readRequest(socket);
            RawPeer.write(socket, OK + "content-length: 100\r\ncontent-encoding: gzip\r\n\r\n");
            RawPeer.awaitClose(socket);
        })) {
            UpstreamRequest request = new UpstreamRequest("HEAD", peer.url(), Headers.none());

            assertThat(upstream.send(request, "", UpstreamFixture.PATIENT)
                            .completed()
                            .headers()
                            .first("content-length"))
                    .contains("100");
        }
    }

    @Test
    void bodyWithoutLengthLastsUntilTheConnectionEnds() throws Exception {
        try (RawPeer peer = new RawPeer(RawPeer.answers("HTTP/1.0 200 OK\r\n\r\nall of it"))) {
            RecordingListener answer = upstream.post(peer.url(), "{}");

            answer.completed();
            assertThat(answer.text()).isEqualTo("all of it");
        }
    }

    @Test
    void listenerThatThrowsEndsItsExchangeOnly() throws Exception {
        try (RawPeer peer = new RawPeer(RawPeer.answers(OK + "content-length: 2\r\n\r\nok"))) {
            RecordingListener broken = new RecordingListener(upstream.io()) {
                @Override
                public void data(java.nio.ByteBuffer bytes) {
                    throw new IllegalStateException("a bug");
                }
            };

            upstream.send(UpstreamRequest.postJson(peer.url()), "{}", UpstreamFixture.PATIENT, broken);

            assertThat(broken.fault().cause()).isEqualTo(Cause.INVALID);
            upstream.post(peer.url(), "{}").completed();
        }
    }

    private static String chunked(String body) {
        return OK + "transfer-encoding: chunked\r\n\r\n" + body;
    }
}
