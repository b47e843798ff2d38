package dev.aiproxy.testkit.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Collects what a reply would put on the wire. */
final class WireBytes implements ReplySink {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    static byte[] of(Reply reply) {
        WireBytes sink = new WireBytes();
        try {
            new ReplyWriter(reply.withoutTiming(), sink).write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return sink.bytes.toByteArray();
    }

    @Override
    public void write(byte[] more) {
        bytes.writeBytes(more);
    }

    @Override
    public boolean pass(Gate gate) {
        return true;
    }

    @Override
    public boolean pause(Duration time) {
        return true;
    }

    @Override
    public void stall() {}

    @Override
    public void reset() {}

    @Override
    public void close() {}
}
