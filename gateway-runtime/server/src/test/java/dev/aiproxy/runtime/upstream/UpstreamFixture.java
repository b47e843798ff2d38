package dev.aiproxy.runtime.upstream;

import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.wire.Headers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;

/** A client on its own IO threads, for one test. */
final class UpstreamFixture implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(30);
    static final UpstreamTimeouts PATIENT = new UpstreamTimeouts(LONG, LONG, LONG);

    private final XnioWorker worker;
    private final XnioIoThread io;
    private final UpstreamClient client;
    private final CountingBuffers buffers = new CountingBuffers();
    private final Set<RecordingListener> sent = new HashSet<>();
    private final AtomicLong skipped = new AtomicLong();

    UpstreamFixture() {
        this(UpstreamSettings.defaults().withTick(Duration.ofMillis(20)));
    }

    UpstreamFixture(UpstreamSettings settings) {
        this(settings, InetAddress::getAllByName);
    }

    UpstreamFixture(UpstreamSettings settings, Resolver.Lookup lookup) {
        try {
            worker = Xnio.getInstance()
                    .createWorker(OptionMap.builder()
                            .set(Options.WORKER_IO_THREADS, 1)
                            .set(Options.CONNECTION_HIGH_WATER, 1_000_000)
                            .set(Options.CONNECTION_LOW_WATER, 1_000_000)
                            .getMap());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        io = worker.getIoThread();
        client = new UpstreamClient(worker, buffers, settings, () -> System.nanoTime() + skipped.get(), lookup);
    }

    RecordingListener get(String url) {
        return get(URI.create(url), PATIENT);
    }

    RecordingListener get(URI url, UpstreamTimeouts timeouts) {
        return send(new UpstreamRequest("GET", url, Headers.none()), "", timeouts);
    }

    RecordingListener post(URI url, String body) {
        return send(UpstreamRequest.postJson(url), body, PATIENT);
    }

    RecordingListener send(UpstreamRequest request, String body, UpstreamTimeouts timeouts) {
        return send(request, body, timeouts, new RecordingListener(io));
    }

    RecordingListener send(
            UpstreamRequest request, String body, UpstreamTimeouts timeouts, RecordingListener listener) {
        return send(request, body, new UpstreamOptions(timeouts, null), listener);
    }

    RecordingListener send(UpstreamRequest request, String body, UpstreamOptions options, RecordingListener listener) {
        ByteBuffer bytes = ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8));
        sent.add(listener);
        on(() -> listener.exchange = client.send(io, request, bytes, options, listener));
        return listener;
    }

    /** Makes the client's clock jump. */
    void skip(Duration time) {
        skipped.addAndGet(time.toNanos());
    }

    /** Returns once the IO thread has taken notice. */
    void apply(UpstreamSettings settings) {
        client.apply(settings);
        on(() -> "what the change queued has run");
    }

    XnioIoThread io() {
        return io;
    }

    List<PeerConnections> connections() {
        return client.connections();
    }

    int freeConnections() {
        CompletableFuture<Integer> count = new CompletableFuture<>();
        on(() -> count.complete(client.freeConnections(io)));
        return count.join();
    }

    /** Runs something on the IO thread and waits for it. */
    void on(Supplier<?> action) {
        CountDownLatch ran = new CountDownLatch(1);
        io.execute(() -> {
            try {
                action.get();
            } finally {
                ran.countDown();
            }
        });
        try {
            ran.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    void cancel(RecordingListener listener) {
        on(() -> {
            exchange(listener).cancel();
            return true;
        });
    }

    void pause(RecordingListener listener) {
        on(() -> {
            exchange(listener).pause();
            return true;
        });
    }

    void resume(RecordingListener listener) {
        on(() -> {
            exchange(listener).resume();
            return true;
        });
    }

    /** Ends what still runs; no buffer may be left behind. */
    @Override
    public void close() {
        sent.forEach(this::cancel);
        client.close();
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> buffers.out() == 0);
        worker.shutdownNow();
    }

    private static UpstreamExchange exchange(RecordingListener listener) {
        return java.util.Objects.requireNonNull(listener.exchange);
    }
}
