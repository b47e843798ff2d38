package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.StreamReader;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.FrameDecoder;
import dev.aiproxy.api.wire.Framing;
import dev.aiproxy.runtime.upstream.UpstreamFault;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Reads an upstream's stream and writes it to the client in another format. */
final class StreamTranslation implements Relay, Consumer<Frame> {
    private static final int FLUSHED_EARLY = 32 * 1024;
    private static final int MAX_FRAME = 64 << 20;

    private final StreamReader reader;
    private final EventRelay events;
    private final AttemptOutcome outcome;
    private final FrameDecoder decoder;

    StreamTranslation(StreamReader reader, EventRelay events, AttemptOutcome outcome, Framing framing) {
        this.reader = reader;
        this.events = events;
        this.outcome = outcome;
        this.decoder = framing.decoder(MAX_FRAME);
    }

    @Override
    public void data(ByteBuffer bytes) {
        decoder.feed(bytes, this);
        if (events.pending() > FLUSHED_EARLY) {
            events.flush();
        }
    }

    @Override
    public void accept(Frame frame) {
        if (events.over()) {
            return;
        }
        if (frame.fragment()) {
            events.stop();
            outcome.failed(Failures.invalid("an event longer than " + MAX_FRAME + " bytes"));
        } else {
            reader.read(frame, events);
        }
    }

    @Override
    public void batchEnd() {
        events.flush();
    }

    @Override
    public void complete() {
        decoder.end(this);
        if (!events.over()) {
            reader.end(events);
        }
        if (!events.over()) {
            outcome.failed(Failures.invalid("the stream ended before its terminal event"));
        }
    }

    @Override
    public void failed(UpstreamFault fault) {
        if (!events.over()) {
            outcome.failed(Failures.of(fault));
        }
    }

    @Override
    public void breakOff(GatewayError error) {
        events.breakOff(error);
    }
}
