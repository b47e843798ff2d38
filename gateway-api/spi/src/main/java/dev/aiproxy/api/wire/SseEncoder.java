package dev.aiproxy.api.wire;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes server-sent events of one data line. */
final class SseEncoder implements FrameEncoder {
    private static final byte[] DATA = bytes("data: ");
    private static final byte[] AFTER = bytes("\n\n");
    private static final byte[] KEEP_ALIVE = bytes(": keep-alive\n\n");
    private static final byte[] NOTHING = new byte[0];

    private final Map<String, byte[]> named = new HashMap<>();

    @Override
    public byte[] before(@Nullable String event) {
        return event == null ? DATA : named.computeIfAbsent(event, SseEncoder::named);
    }

    @Override
    public byte[] after() {
        return AFTER;
    }

    @Override
    public byte[] close() {
        return NOTHING;
    }

    @Override
    public byte[] keepAlive() {
        return KEEP_ALIVE;
    }

    private static byte[] named(String event) {
        if (event.indexOf('\n') >= 0 || event.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("a line break in the name of an event");
        }
        return bytes("event: " + event + "\ndata: ");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
