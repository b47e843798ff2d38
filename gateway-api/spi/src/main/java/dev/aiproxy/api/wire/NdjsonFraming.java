package dev.aiproxy.api.wire;

/** Framing of {@code application/x-ndjson}. */
final class NdjsonFraming implements Framing {
    static final Framing INSTANCE = new NdjsonFraming();

    private NdjsonFraming() {}

    @Override
    public FrameDecoder decoder(int maxFrameBytes) {
        throw new IllegalStateException("being written");
    }

    @Override
    public FrameEncoder encoder() {
        throw new IllegalStateException("being written");
    }

    @Override
    public String contentType() {
        return "application/x-ndjson";
    }
}
