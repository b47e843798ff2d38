package dev.aiproxy.runtime.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.wire.Framing;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FrameBufferTest {
    private final FrameBuffer frames = new FrameBuffer(Framing.sse().encoder());
    private final Writes client = new Writes();

    @Test
    void eventsAreFramed() {
        frames.event("delta", Json.object().put("text", "naïve ☃"));
        frames.text("[DONE]");

        assertThat(flushed()).isEqualTo("event: delta\ndata: {\"text\":\"naïve ☃\"}\n\ndata: [DONE]\n\n");
    }

    @Test
    void renderedPayloadsAndFramesKeepTheirBytes() {
        ByteBuffer payload = bytes("{ \"a\" : 1.0 }");
        frames.payload(null, payload);
        frames.raw(bytes(": note\n\n"));

        assertThat(flushed()).isEqualTo("data: { \"a\" : 1.0 }\n\n: note\n\n");
        assertThat(payload.remaining()).as("the buffer is not consumed").isEqualTo(13);
    }

    @Test
    void everythingBetweenTwoFlushesIsOneWrite() {
        frames.text("1");
        frames.text("2");
        frames.flushTo(client);
        frames.flushTo(client);
        frames.text("3");
        frames.flushTo(client);

        assertThat(client.texts).containsExactly("data: 1\n\ndata: 2\n\n", "data: 3\n\n");
        assertThat(frames.size()).isZero();
    }

    @Test
    void largePayloadIsWhole() {
        String large = "x".repeat(1 << 20);
        frames.text(large);

        assertThat(flushed()).isEqualTo("data: " + large + "\n\n");
        frames.text("small");
        assertThat(flushed()).isEqualTo("data: small\n\n");
    }

    @Test
    void keepAliveIsNoEvent() {
        frames.keepAlive();

        assertThat(flushed()).startsWith(":").endsWith("\n\n");
    }

    @Test
    void arrayIsClosedByItsEnd() {
        FrameBuffer array = new FrameBuffer(Framing.jsonArray().encoder());
        array.event(null, Json.object().put("n", 1));
        array.event(null, Json.object().put("n", 2));
        array.finishBody();
        array.flushTo(client);

        assertThat(Json.parse(String.join("", client.texts))).hasSize(2);
    }

    @Test
    void clearedFramesAreNotSent() {
        frames.text("never");
        frames.clear();

        assertThat(flushed()).isEmpty();
    }

    private String flushed() {
        client.texts.clear();
        frames.flushTo(client);
        return String.join("", client.texts);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes every write as text. */
    private static final class Writes implements ClientStream {
        private final List<String> texts = new ArrayList<>();

        @Override
        public void head(int status, Headers headers, long length) {}

        @Override
        public void write(ByteBuffer bytes) {
            texts.add(StandardCharsets.UTF_8.decode(bytes).toString());
        }

        @Override
        public boolean congested() {
            return false;
        }

        @Override
        public void end() {}

        @Override
        public void abort() {}
    }
}
