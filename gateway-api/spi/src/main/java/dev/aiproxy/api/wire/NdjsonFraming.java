package dev.aiproxy.api.wire;

/** Framing of {@code application/x-ndjson}. */
final class NdjsonFraming implements Framing {
    static final Framing INSTANCE = new NdjsonFraming();

    private NdjsonFraming() {}

    @Override
    public FrameDecoder decoder(int maxFrameBytes) {
        return new NdjsonDecoder(maxFrameBytes);
    }

    @Override
    public FrameEncoder encoder() {
        return new NdjsonEncoder();
    }

    @Override
    public String contentType() {
        return "application/x-ndjson";
    }
}
