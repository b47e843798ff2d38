package dev.aiproxy.api.wire;

import org.jspecify.annotations.Nullable;

/** Writes one document per line. */
final class NdjsonEncoder implements FrameEncoder {
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] LINE_FEED = {'\n'};

    @Override
    public byte[] before(@Nullable String event) {
        return NOTHING;
    }

    @Override
    public byte[] after() {
        return LINE_FEED;
    }

    @Override
    public byte[] close() {
        return NOTHING;
    }

    @Override
    public byte[] keepAlive() {
        return LINE_FEED;
    }
}
