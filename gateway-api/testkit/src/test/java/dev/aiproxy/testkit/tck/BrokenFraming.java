package dev.aiproxy.testkit.tck;

import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.FrameDecoder;
import dev.aiproxy.api.wire.FrameEncoder;
import dev.aiproxy.api.wire.Framing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Lines, but with a fault: an end made up behind the first, each slice a line of its own, or the usage left out. */
record BrokenFraming(String broken) implements Framing {
    private static final String END = "{\"finish\":\"STOP\"}\n{\"done\":true}\n";

    @Override
    public FrameDecoder decoder(int maxFrameBytes) {
        FrameDecoder lines = Framing.ndjson().decoder(maxFrameBytes);
        return new FrameDecoder() {
            @Override
            public void feed(ByteBuffer bytes, Consumer<Frame> sink) {
                lines.feed(bytes, frame -> pass(frame, sink));
                if ("provider/slices-1".equals(broken)) {
                    lines.feed(ByteBuffer.wrap(new byte[] {'\n'}), sink);
                }
            }

            @Override
            public void end(Consumer<Frame> sink) {
                lines.end(sink);
            }
        };
    }

    private void pass(Frame frame, Consumer<Frame> sink) {
        boolean usage = "provider/usage-1".equals(broken) && frame.text().contains("input");
        if (!usage) {
            sink.accept(frame);
        }
        if ("provider/streams-2".equals(broken)) {
            ByteBuffer end = ByteBuffer.wrap(END.getBytes(StandardCharsets.UTF_8));
            Framing.ndjson().decoder(END.length()).feed(end, sink);
        }
    }

    @Override
    public FrameEncoder encoder() {
        return Framing.ndjson().encoder();
    }

    @Override
    public String contentType() {
        return Framing.ndjson().contentType();
    }
}
