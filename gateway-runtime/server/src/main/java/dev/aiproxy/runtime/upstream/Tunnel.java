package dev.aiproxy.runtime.upstream;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/** Talks to a proxy until the way through it stands. On the IO thread. */
final class Tunnel {
    /** What is said to the proxy and understood from it, without any I/O. */
    interface Protocol {
        /**
         * Takes what the proxy said; nothing at the beginning.
         *
         * @return what to say next, empty to hear more first; null once the way stands
         * @throws RefusedException if the proxy refuses, or makes no sense
         */
        @Nullable
        ByteBuffer next(ByteBuffer said) throws RefusedException;
    }

    /** How it ends; exactly once, unless the connection is closed by us before. */
    interface Outcome {
        void open();

        void refused(String reason);
    }

    /** The proxy refuses; the message completes "the egress proxy …". */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ConduitStreamSourceChannel source;
    private final ConduitStreamSinkChannel sink;
    private final Protocol protocol;
    private final Outcome outcome;
    private final ByteBuffer in = ByteBuffer.allocate(2048);
    private ByteBuffer out = NOTHING;
    private boolean over;

    Tunnel(StreamConnection connection, Protocol protocol, Outcome outcome) {
        this.source = connection.getSourceChannel();
        this.sink = connection.getSinkChannel();
        this.protocol = protocol;
        this.outcome = outcome;
    }

    void start() {
        source.setReadListener(channel -> guarded(this::read));
        sink.setWriteListener(channel -> guarded(this::write));
        source.resumeReads();
        guarded(() -> hear(NOTHING));
    }

    private interface Step {
        void run() throws IOException, RefusedException;
    }

    private void guarded(Step step) {
        if (over) {
            return;
        }
        try {
            step.run();
        } catch (RefusedException refused) {
            end();
            outcome.refused(String.valueOf(refused.getMessage()));
        } catch (IOException broken) {
            end();
            outcome.refused("broke the connection: " + broken.getMessage());
        }
    }

    private void read() throws IOException, RefusedException {
        while (!over) {
            in.clear();
            int count = source.read(in);
            if (count == 0) {
                return;
            }
            if (count < 0) {
                throw new RefusedException("closed the connection before the tunnel stood");
            }
            hear(in.flip());
        }
    }

    private void hear(ByteBuffer said) throws IOException, RefusedException {
        ByteBuffer answer = protocol.next(said);
        if (said.hasRemaining()) {
            throw new RefusedException("sent more than it was asked for");
        }
        if (answer == null) {
            end();
            outcome.open();
        } else if (answer.hasRemaining()) {
            out = answer;
            write();
        }
    }

    private void write() throws IOException {
        while (out.hasRemaining()) {
            if (sink.write(out) == 0) {
                sink.resumeWrites();
                return;
            }
        }
        if (sink.flush()) {
            sink.suspendWrites();
        } else {
            sink.resumeWrites();
        }
    }

    private void end() {
        over = true;
        source.suspendReads();
        sink.suspendWrites();
        source.setReadListener(null);
        sink.setWriteListener(null);
    }
}
