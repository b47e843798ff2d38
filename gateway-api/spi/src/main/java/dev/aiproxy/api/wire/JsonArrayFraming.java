package dev.aiproxy.api.wire;

/** Framing of {@code application/json}. */
final class JsonArrayFraming implements Framing {
    static final Framing INSTANCE = new JsonArrayFraming();

    private JsonArrayFraming() {}

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
        return "application/json";
    }
}
