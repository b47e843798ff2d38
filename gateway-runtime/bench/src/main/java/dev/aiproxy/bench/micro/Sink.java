package dev.aiproxy.bench.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.wire.FrameEncoder;
import dev.aiproxy.api.wire.Framing;
import dev.aiproxy.api.wire.Json;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Renders events into one buffer, as the gateway does between two flushes. */
final class Sink implements EventSink {
    private final FrameEncoder encoder;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);

    Sink(Framing framing) {
        this.encoder = framing.encoder();
    }

    @Override
    public void event(@Nullable String event, JsonNode data) {
        bytes.writeBytes(encoder.before(event));
        Json.write(data, bytes);
        bytes.writeBytes(encoder.after());
    }

    @Override
    public void text(String data) {
        bytes.writeBytes(encoder.before(null));
        bytes.writeBytes(data.getBytes(UTF_8));
        bytes.writeBytes(encoder.after());
    }

    /** What was rendered; begins anew. */
    byte[] take() {
        byte[] rendered = bytes.toByteArray();
        bytes.reset();
        return rendered;
    }

    /** How much was rendered; begins anew. */
    int drain() {
        int size = bytes.size();
        bytes.reset();
        return size;
    }
}
