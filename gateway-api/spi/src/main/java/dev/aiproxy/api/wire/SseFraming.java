package dev.aiproxy.api.wire;

/** Framing of {@code text/event-stream}. */
final class SseFraming implements Framing {
    static final Framing INSTANCE = new SseFraming();

    private SseFraming() {}

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
        return "text/event-stream";
    }
}
