package dev.aiproxy.api.wire;

import java.nio.ByteBuffer;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Bytes that may be JSON. */
record LooseBody(ByteBuffer json) implements JsonBody {
    @Override
    public Optional<JsonNode> find(String... path) {
        return JsonText.find(json, path);
    }

    @Override
    public boolean mayContain(byte[] text) {
        return JsonText.contains(json, text);
    }
}
