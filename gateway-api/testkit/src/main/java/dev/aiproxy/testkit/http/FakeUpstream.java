package dev.aiproxy.testkit.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A scripted HTTP/1.1 server on the loopback interface that plays a provider. It answers each request with the next
 * {@linkplain #enqueue enqueued} reply; when none is left, with what {@link #always} or {@link #respond} set; else with
 * a 500 that says so. It keeps connections alive, answers {@code Expect: 100-continue}, and records every request.
 *
 * <pre>{@code
 * try (FakeUpstream upstream = FakeUpstream.start()) {
 *   upstream.enqueue(Reply.sse("{\"a\":1}", "[DONE]").inSlicesOf(7).resetAt(20));
 *   // … call upstream.url() …
 *   RecordedRequest request = upstream.takeRequest();
 *   request.awaitPeerLeft(Duration.ofMillis(100));
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads. {@link #close} ends every connection and thread.
 */
public final class FakeUpstream implements AutoCloseable {

    private static final Duration TAKE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final ServerSocket server;
    private final @Nullable SSLSocketFactory tls;
    private final Script script = new Script();
    private final Queue<UpstreamConnection> connections = new ConcurrentLinkedQueue<>();
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile int sendBufferBytes;
    private volatile boolean closed;

    private FakeUpstream(ServerSocket server, @Nullable SSLSocketFactory tls) {
        this.server = server;
        this.tls = tls;
    }

    /** Starts a plain http upstream on a free port. */
    public static FakeUpstream start() {
        return open(null);
    }

    /** Starts an https upstream that presents this identity, on a free port. */
    public static FakeUpstream startTls(TlsIdentity identity) {
        return open(identity.serverContext().getSocketFactory());
    }

    private static FakeUpstream open(@Nullable SSLSocketFactory tls) {
        try {
            FakeUpstream upstream = new FakeUpstream(new ServerSocket(0, 256, InetAddress.getLoopbackAddress()), tls);
            upstream.thread("accept", upstream::accept).start();
            return upstream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An {@code http://} URL on which nothing listens: connections are refused. */
    public static URI refusingUrl() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port on the loopback interface. */
    public int port() {
        return server.getLocalPort();
    }

    /** The base URL, without a path: {@code http://127.0.0.1:port}, or {@code https://localhost:port} with TLS. */
    public URI url() {
        return URI.create((tls == null ? "http://127.0.0.1:" : "https://localhost:") + port());
    }

    /** The base URL with this path (which starts with a slash) behind it. */
    public URI url(String path) {
        return URI.create(url() + path);
    }

    /** Adds replies for the next requests, in the order in which requests arrive. */
    public FakeUpstream enqueue(Reply... replies) {
        for (Reply reply : replies) {
            script.enqueue(reply);
        }
        return this;
    }

    /** The reply to every request for which none is enqueued. */
    public FakeUpstream always(Reply reply) {
        return respond(request -> reply);
    }

    /**
     * Computes the reply to every request for which none is enqueued. The function runs on the connection's thread, at
     * the same time for several connections; one that throws gives a 500 and shows in {@link #problems}.
     */
    public FakeUpstream respond(Function<RecordedRequest, Reply> replies) {
        script.otherwise(replies);
        return this;
    }

    /** Bounds what the operating system buffers for each later connection, for back-pressure tests. */
    public FakeUpstream sendBuffer(int bytes) {
        sendBufferBytes = bytes;
        return this;
    }

    /** The next request that was not taken yet, waiting for it at most 10 s. */
    public RecordedRequest takeRequest() throws InterruptedException {
        return takeRequest(TAKE_TIMEOUT);
    }

    /**
     * The next request that was not taken yet, in order of arrival.
     *
     * @throws AssertionError when none comes within {@code timeout}
     */
    public RecordedRequest takeRequest(Duration timeout) throws InterruptedException {
        RecordedRequest request = script.untaken().poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (request == null) {
            throw new AssertionError("no request within " + timeout + "; problems: " + problems());
        }
        return request;
    }

    /** All requests so far, in order of arrival, taken or not. */
    public List<RecordedRequest> requests() {
        return script.requests();
    }

    /** How many requests arrived whole so far. */
    public int requestCount() {
        return script.requests().size();
    }

    /** How many connections were accepted so far. */
    public int connectionCount() {
        return accepted.get();
    }

    /** How many connections are open now. */
    public int openConnections() {
        return (int) connections.stream().filter(UpstreamConnection::isOpen).count();
    }

    /** What went wrong on this side: failed TLS handshakes, requests that are no HTTP, reply functions that threw. */
    public List<Throwable> problems() {
        return script.problems();
    }

    /** Closes (FIN) every open connection, idle or not; new ones are still accepted. */
    public void closeConnections() {
        connections.forEach(UpstreamConnection::closeTcp);
    }

    /**
     * Closes the port and every connection, and waits for the threads.
     *
     * @throws IllegalStateException when a thread does not end, for instance in a reply function that blocks
     */
    @Override
    public void close() {
        closed = true;
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        closeConnections();
        threads.forEach(Thread::interrupt);
        threads.forEach(FakeUpstream::join);
    }

    private static void join(Thread thread) {
        try {
            thread.join(STOP_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new IllegalStateException("still running: " + thread.getName());
        }
    }

    private void accept() {
        while (!closed) {
            try {
                serve(server.accept());
            } catch (IOException e) {
                if (!closed) {
                    script.problem(e);
                }
            }
        }
    }

    private void serve(Socket tcp) throws IOException {
        tcp.setTcpNoDelay(true);
        if (sendBufferBytes > 0) {
            tcp.setSendBufferSize(sendBufferBytes);
        }
        int number = accepted.incrementAndGet();
        UpstreamConnection connection = new UpstreamConnection(number, tcp, secure(tcp), script);
        connections.add(connection);
        thread("read-" + number, connection::readRequests).start();
        thread("write-" + number, connection::writeReplies).start();
        if (closed) {
            connection.closeTcp();
        }
    }

    private Socket secure(Socket tcp) throws IOException {
        if (tls == null) {
            return tcp;
        }
        SSLSocket secured = (SSLSocket) tls.createSocket(tcp, null, tcp.getPort(), false);
        secured.setUseClientMode(false);
        return secured;
    }

    private Thread thread(String role, Runnable work) {
        Thread thread = new Thread(work, "fake-upstream-" + port() + "-" + role);
        thread.setDaemon(true);
        threads.removeIf(other -> other.getState() == Thread.State.TERMINATED);
        threads.add(thread);
        return thread;
    }
}
