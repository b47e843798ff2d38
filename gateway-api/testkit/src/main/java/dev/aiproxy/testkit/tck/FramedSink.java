package dev.aiproxy.testkit.tck;

import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.wire.FrameEncoder;
import dev.aiproxy.api.wire.Framing;
import dev.aiproxy.api.wire.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Renders what a stream writer writes as the gateway does. */
final class FramedSink implements EventSink {
    private final FrameEncoder encoder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    FramedSink(Framing framing) {
        encoder = framing.encoder();
    }

    @Override
    public void event(@Nullable String event, JsonNode data) {
        frame(event, Json.bytes(data));
    }

    @Override
    public void text(String data) {
        frame(null, data.getBytes(StandardCharsets.UTF_8));
    }

    private void frame(@Nullable String event, byte[] payload) {
        out.writeBytes(encoder.before(event));
        out.writeBytes(payload);
        out.writeBytes(encoder.after());
    }

    /** Everything written, with the end of the body. */
    String closed() {
        out.writeBytes(encoder.close());
        return out.toString(StandardCharsets.UTF_8);
    }
}
