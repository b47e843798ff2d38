package dev.aiproxy.testkit.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One request as a {@link FakeUpstream} received it, whole, and what became of its connection. The received part is
 * immutable; {@link #bytesWritten()}, {@link #replied()} and {@link #peerLeft()} go on living with the exchange.
 */
public final class RecordedRequest {

    private final RequestHead head;
    private final byte[] body;
    private final Origin origin;
    private final long receivedAtNanos = System.nanoTime();
    private final AtomicLong written = new AtomicLong();
    private final CompletableFuture<Void> replied = new CompletableFuture<>();

    RecordedRequest(RequestHead head, byte[] body, Origin origin) {
        this.head = head;
        this.body = body;
        this.origin = origin;
    }

    record RequestHead(String method, String target, HeaderLines headers) {}

    record Origin(int connection, Optional<String> serverName, CompletableFuture<Long> peerLeft) {}

    /** The method, as sent. */
    public String method() {
        return head.method();
    }

    /** The request target, as sent: path and query, or an absolute URL when it came through a proxy. */
    public String target() {
        return head.target();
    }

    /** All header lines, in order. */
    public HeaderLines headers() {
        return head.headers();
    }

    /** The first value of this header (any case), or empty. */
    public Optional<String> header(String name) {
        return head.headers().first(name);
    }

    /** The exact body bytes without transfer framing; empty when there was no body. */
    public byte[] body() {
        return body.clone();
    }

    /** The body as UTF-8 text. */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as a JSON tree; throws Jackson's unchecked exception when it is none. */
    public JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    /** 1 for the first connection the upstream accepted, 2 for the second …: equal numbers mean keep-alive. */
    public int connection() {
        return origin.connection();
    }

    /** The host name that the client sent in its TLS hello (SNI); empty on plain http or when it sent none. */
    public Optional<String> serverName() {
        return origin.serverName();
    }

    /** {@link System#nanoTime()} when the last byte of this request had arrived. */
    public long receivedAtNanos() {
        return receivedAtNanos;
    }

    /** How many response bytes (head and framing included, TLS not) the operating system has taken so far. */
    public long bytesWritten() {
        return written.get();
    }

    /** Completes when the reply was written to its last byte; cancelled when it broke off, by script or by the peer. */
    public CompletableFuture<Void> replied() {
        return replied;
    }

    /**
     * Completes with {@link System#nanoTime()} when the client closed, half-closed or reset the connection; noticed also
     * while the reply is stalled or streaming. Cancelled when the upstream closed it first.
     */
    public CompletableFuture<Long> peerLeft() {
        return origin.peerLeft();
    }

    /**
     * Waits until the client has left.
     *
     * @return {@link System#nanoTime()} of that moment
     * @throws AssertionError when the client is still there after {@code timeout}, or the upstream closed first
     */
    public long awaitPeerLeft(Duration timeout) throws InterruptedException {
        try {
            return peerLeft().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the client is still connected after " + timeout, e);
        } catch (CancellationException | ExecutionException e) {
            throw new AssertionError("the upstream closed the connection before the client left", e);
        }
    }

    void countWritten(int bytes) {
        written.addAndGet(bytes);
    }

    void completeReply() {
        replied.complete(null);
    }

    void abandonReply() {
        replied.cancel(false);
    }

    @Override
    public String toString() {
        return method() + " " + target() + " (" + body.length + " bytes, connection " + connection() + ")";
    }
}
