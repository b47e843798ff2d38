package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.api.wire.Headers;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes events to the client in its format, from the first content event on. */
final class EventRelay implements Consumer<ChatEvent> {
    private final ClientReply reply;
    private final StreamWriter writer;
    private final AttemptOutcome outcome;
    private final FrameBuffer out;
    private final @Nullable CanonicalChain chain;
    private boolean over;

    /** @param chain what events pass on their way, null for nothing */
    EventRelay(ClientReply reply, StreamWriter writer, AttemptOutcome outcome, @Nullable CanonicalChain chain) {
        this.reply = reply;
        this.writer = writer;
        this.outcome = outcome;
        this.chain = chain;
        this.out = new FrameBuffer(reply.framing().encoder());
    }

    /** Whether the stream has come to its end, good or bad: later events are ignored. */
    boolean over() {
        return over;
    }

    @Override
    public void accept(ChatEvent event) {
        if (over) {
            return;
        }
        if (event instanceof ChatEvent.Failed failed) {
            over = true;
            outcome.failed(Failures.answered(failed.error(), Headers.none()));
            return;
        }
        if (event instanceof ChatEvent.UsageReport report) {
            outcome.used(report.usage());
        }
        if (chain == null) {
            write(event);
        } else {
            chain.event(event, this::write);
            if (event instanceof ChatEvent.End) {
                write(event);
            }
        }
    }

    private void write(ChatEvent event) {
        if (over) {
            return;
        }
        writer.write(event, out);
        if (!reply.committed() && isContent(event)) {
            outcome.answering();
            reply.commitStream();
        }
        if (event instanceof ChatEvent.End) {
            over = true;
            out.finishBody();
            reply.write(out);
            reply.end();
            outcome.succeeded();
        }
    }

    /** Ignores all that follows. */
    void stop() {
        over = true;
    }

    /** Bytes written but not sent. */
    int pending() {
        return out.size();
    }

    /** Sends what has been written, once the exchange is committed. */
    void flush() {
        if (!over && reply.committed()) {
            reply.write(out);
        }
    }

    void breakOff(GatewayError error) {
        over = true;
        writer.fail(error, out);
        out.finishBody();
        reply.write(out);
        reply.end();
    }

    private static boolean isContent(ChatEvent event) {
        return !(event instanceof ChatEvent.Start
                || event instanceof ChatEvent.UsageReport
                || event instanceof ChatEvent.PartEnd);
    }
}
