package dev.aiproxy.api.wire;

/** Framing of {@code application/json}. */
final class JsonArrayFraming implements Framing {
    static final Framing INSTANCE = new JsonArrayFraming();

    private JsonArrayFraming() {}

    @Override
    public FrameDecoder decoder(int maxFrameBytes) {
        return new JsonArrayDecoder(maxFrameBytes);
    }

    @Override
    public FrameEncoder encoder() {
        return new JsonArrayEncoder();
    }

    @Override
    public String contentType() {
        return "application/json";
    }
}
