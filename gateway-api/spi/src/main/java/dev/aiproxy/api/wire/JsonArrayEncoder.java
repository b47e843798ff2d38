package dev.aiproxy.api.wire;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes one array, its elements as they come. */
final class JsonArrayEncoder implements FrameEncoder {
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] OPEN = ascii("[");
    private static final byte[] NEXT = ascii(",\n");
    private static final byte[] CLOSE = ascii("]\n");
    private static final byte[] EMPTY = ascii("[]\n");
    private static final byte[] LINE_FEED = ascii("\n");

    private boolean opened;

    @Override
    public byte[] before(@Nullable String event) {
        byte[] bytes = opened ? NEXT : OPEN;
        opened = true;
        return bytes;
    }

    @Override
    public byte[] after() {
        return NOTHING;
    }

    @Override
    public byte[] close() {
        return opened ? CLOSE : EMPTY;
    }

    @Override
    public byte[] keepAlive() {
        return LINE_FEED;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
