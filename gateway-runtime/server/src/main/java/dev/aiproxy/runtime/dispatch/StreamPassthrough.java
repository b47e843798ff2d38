package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.FrameDecoder;
import dev.aiproxy.api.wire.Framing;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.ResponseHead;
import dev.aiproxy.runtime.upstream.UpstreamFault;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Sends an upstream's events on as they came: whole, and with their very bytes if the client's framing is the same. */
final class StreamPassthrough implements Relay, Consumer<Frame> {
    private static final int MAX_HELD_FRAME = 1 << 20;
    private static final int FLUSHED_EARLY = 32 * 1024;
    private static final int MAX_HELD_BEFORE_COMMIT = 64 * 1024;

    private final Translator translator;
    private final ClientReply reply;
    private final PassthroughTap tap;
    private final Runnable keep;
    private final AttemptOutcome outcome;
    private final ResponseHead head;
    private final FrameDecoder decoder;
    private final boolean reframe;
    private final FrameBuffer out;
    private boolean terminal;
    private boolean insideFragmented;
    private @Nullable UpstreamError error;

    /** @param keep remembers what the tap has seen the upstream keep */
    StreamPassthrough(
            Translator translator,
            ClientReply reply,
            PassthroughTap tap,
            Runnable keep,
            AttemptOutcome outcome,
            ResponseHead head,
            Framing framing) {
        this.translator = translator;
        this.reply = reply;
        this.tap = tap;
        this.keep = keep;
        this.outcome = outcome;
        this.head = head;
        this.decoder = framing.decoder(MAX_HELD_FRAME);
        this.reframe = !framing.contentType().equals(reply.framing().contentType());
        this.out = new FrameBuffer(reply.framing().encoder());
    }

    @Override
    public void data(ByteBuffer bytes) {
        decoder.feed(bytes, this);
        if (out.size() > FLUSHED_EARLY) {
            batchEnd();
        }
    }

    @Override
    public boolean betweenEvents() {
        return !insideFragmented;
    }

    @Override
    public void accept(Frame frame) {
        if (error != null) {
            return;
        }
        insideFragmented = frame.fragment() && !endsWithBlankLine(frame.raw());
        if (frame.fragment()) {
            send(frame);
            commit();
            return;
        }
        PassthroughTap.Verdict verdict = tap.frame(frame);
        switch (verdict) {
            case DROP -> {}
            case FORWARD -> send(frame);
            case WARNING -> sendError(frame);
            case CONTENT -> {
                send(frame);
                commit();
            }
            case TERMINAL -> {
                terminal = true;
                send(frame);
                commit();
            }
            case ERROR -> {
                error = translator.readError(200, head.headers(), parsed(frame));
                if (reply.committed()) {
                    sendError(frame);
                }
            }
        }
    }

    private void sendError(Frame frame) {
        send(outcome.redaction().apply(frame));
    }

    @Override
    public void batchEnd() {
        if (reply.committed()) {
            reply.write(out);
        } else if (out.size() > MAX_HELD_BEFORE_COMMIT) {
            commit();
            reply.write(out);
        }
        if (error != null) {
            finish();
        }
    }

    @Override
    public void complete() {
        decoder.end(this);
        terminal |= tap.completeWithoutTerminal();
        finish();
    }

    /** A stream that is complete stays complete, and one that told its error keeps it, however the connection ends. */
    @Override
    public void cancelled() {
        keep.run();
        outcome.used(tap.usage());
    }

    @Override
    public void failed(UpstreamFault fault) {
        if (terminal || error != null) {
            finish();
        } else {
            outcome.used(tap.usage());
            outcome.failed(Failures.of(fault));
        }
    }

    @Override
    public void breakOff(GatewayError broken) {
        if (insideFragmented) { // an error cannot stand inside an event
            reply.abort();
            return;
        }
        if (error == null) {
            tap.fail(broken, out);
        }
        if (reframe) {
            out.finishBody();
        }
        reply.write(out);
        reply.end();
    }

    private void finish() {
        keep.run();
        outcome.used(tap.usage());
        if (error != null) {
            outcome.failed(Failures.answered(error, head.headers()));
        } else if (terminal) {
            succeed();
        } else {
            outcome.failed(Failures.invalid("the stream ended before its terminal event"));
        }
    }

    private void succeed() {
        if (reframe) {
            out.finishBody();
        }
        reply.write(out);
        reply.end();
        outcome.succeeded();
    }

    private void send(Frame frame) {
        if (!reframe) {
            out.raw(frame.raw());
        } else if (frame.data().hasRemaining()) {
            out.payload(frame.event(), frame.data());
        }
    }

    private void commit() {
        if (!reply.committed()) {
            keep.run();
            outcome.answering();
            reply.commitStream();
        }
    }

    /** Whether the last of an event's fragments has come; one of a lone line end is not recognised, which is no harm. */
    private static boolean endsWithBlankLine(ByteBuffer raw) {
        int last = raw.limit() - 1;
        boolean pair = last > raw.position() && raw.get(last) == '\n' && raw.get(last - 1) == '\r';
        int before = pair ? last - 2 : last - 1;
        return before >= raw.position() && isLineEnd(raw.get(last)) && isLineEnd(raw.get(before));
    }

    private static boolean isLineEnd(byte b) {
        return b == '\n' || b == '\r';
    }

    private static @Nullable JsonNode parsed(Frame frame) {
        try {
            return Json.parse(frame.data());
        } catch (GatewayException notJson) {
            return null;
        }
    }
}
