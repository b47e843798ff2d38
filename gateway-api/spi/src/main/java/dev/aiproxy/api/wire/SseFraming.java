package dev.aiproxy.api.wire;

/** Framing of {@code text/event-stream}. */
final class SseFraming implements Framing {
    static final Framing INSTANCE = new SseFraming();

    private SseFraming() {}

    @Override
    public FrameDecoder decoder(int maxFrameBytes) {
        return new SseDecoder(maxFrameBytes);
    }

    @Override
    public FrameEncoder encoder() {
        return new SseEncoder();
    }

    @Override
    public String contentType() {
        return "text/event-stream";
    }
}
