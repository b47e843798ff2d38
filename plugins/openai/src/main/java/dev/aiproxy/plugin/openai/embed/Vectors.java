package dev.aiproxy.plugin.openai.embed;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** A vector on the wire: numbers, or the base64 of 32-bit floats, lowest byte first. */
final class Vectors {
    private Vectors() {}

    static List<Double> read(JsonNode embedding) {
        return embedding.isString()
                ? decoded(embedding.asString())
                : embedding.valueStream().map(JsonNode::doubleValue).toList();
    }

    private static List<Double> decoded(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException broken) {
            throw new GatewayException(ErrorCode.UPSTREAM_INVALID, "the provider's embedding is no base64", broken);
        }
        ByteBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<Double> vector = new ArrayList<>(bytes.length / Float.BYTES);
        while (floats.remaining() >= Float.BYTES) {
            vector.add((double) floats.getFloat());
        }
        return vector;
    }

    static JsonNode numbers(List<Double> vector) {
        ArrayNode numbers = Json.nodes().arrayNode(vector.size());
        vector.forEach(numbers::add);
        return numbers;
    }

    static JsonNode base64(List<Double> vector) {
        ByteBuffer floats = ByteBuffer.allocate(vector.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        vector.forEach(value -> floats.putFloat(value.floatValue()));
        return Json.nodes().stringNode(Base64.getEncoder().encodeToString(floats.array()));
    }
}
