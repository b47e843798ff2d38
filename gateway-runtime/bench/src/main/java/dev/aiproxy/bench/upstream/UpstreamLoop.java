package dev.aiproxy.bench.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** Serves on one thread. */
final class UpstreamLoop implements Runnable {
    private static final int SCRATCH = 256 * 1024;
    private static final int BACKLOG = 4096;
    private static final double GOLDEN_RATIO = 0.618034;
    private static final long NANOS_PER_MILLI = 1_000_000;
    /** As long as a new request may have to wait, unless an event is due before. */
    private static final long LONGEST_PARK = 50_000;

    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH);
    private final PriorityQueue<Peer> paced = new PriorityQueue<>(Comparator.comparingLong(Peer::due));
    private final Map<Target, StreamScript> scripts = new HashMap<>();
    private final Map<Integer, Long> leftAt = new ConcurrentHashMap<>();
    private final ByteBuffer chatAnswer = whole(StaticAnswers.CHAT);
    private final ByteBuffer claudeAnswer = whole(StaticAnswers.CLAUDE);
    private final LongAdder requests = new LongAdder();
    private final LongAdder events = new LongAdder();
    private double phase;

    /** Listens on that port; 0 for any free one. */
    UpstreamLoop(int port) throws IOException {
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** May be asked on any thread. */
    UpstreamStats stats() {
        return new UpstreamStats(listener.socket().getLocalPort(), requests.sum(), events.sum(), leftAt);
    }

    @Override
    public void run() {
        try {
            while (true) {
                awaitWork(System.nanoTime());
                sendWhatIsDue();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A selector waits for whole milliseconds, in which ten events would fall due; so the last of them is waited for in small steps. */
    private void awaitWork(long now) throws IOException {
        Peer first = paced.peek();
        if (first == null) {
            selector.select(this::handle);
            return;
        }
        long nanos = first.due() - now;
        if (nanos > NANOS_PER_MILLI) {
            selector.select(this::handle, nanos / NANOS_PER_MILLI);
            return;
        }
        if (nanos > 0) {
            LockSupport.parkNanos(Math.min(nanos, LONGEST_PARK));
        }
        selector.selectNow(this::handle);
    }

    private void sendWhatIsDue() {
        long now = System.nanoTime();
        for (Peer peer = paced.peek(); peer != null && peer.due() <= now; peer = paced.peek()) {
            paced.remove();
            if (peer.streaming()) {
                step(peer);
            }
        }
    }

    private void step(Peer peer) {
        try {
            if (peer.step()) {
                events.increment();
            }
            if (peer.streaming()) {
                paced.add(peer);
            }
        } catch (IOException e) {
            leave(peer);
        }
    }

    private void handle(SelectionKey key) {
        if (key.isAcceptable()) {
            accept();
            return;
        }
        Peer peer = (Peer) key.attachment();
        try {
            if (key.isWritable()) {
                peer.flush();
            }
            if (key.isReadable() && peer.read(scratch)) {
                answer(peer);
            }
        } catch (IOException e) {
            leave(peer);
        }
    }

    private void accept() {
        try {
            for (SocketChannel channel = listener.accept(); channel != null; channel = listener.accept()) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                new Peer(channel, channel.register(selector, SelectionKey.OP_READ));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(Peer peer) throws IOException {
        Target target = Target.of(peer.request().path());
        requests.increment();
        if (!target.isStream()) {
            peer.answer((target.claude() ? claudeAnswer : chatAnswer).duplicate());
            return;
        }
        // Streams that begin together must not go on in step: a proxy would find all their events at once.
        phase = (phase + GOLDEN_RATIO) % 1;
        peer.begin(scripts.computeIfAbsent(target, UpstreamLoop::script), target.intervalMicros() * 1_000, phase);
        events.increment();
        paced.add(peer);
    }

    private static StreamScript script(Target target) {
        return target.claude() ? StreamScript.claude(target.events()) : StreamScript.chat(target.events());
    }

    private void leave(Peer peer) {
        if (peer.streaming() && peer.request().number() >= 0) {
            leftAt.put(peer.request().number(), System.nanoTime());
        }
        try {
            peer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteBuffer whole(String body) {
        byte[] bytes = body.getBytes(UTF_8);
        String head =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n";
        return ByteBuffer.wrap((head + body).getBytes(UTF_8));
    }
}
