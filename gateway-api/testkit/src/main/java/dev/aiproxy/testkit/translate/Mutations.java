package dev.aiproxy.testkit.translate;

import dev.aiproxy.api.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Legal JSON bodies made illegal: a few of their members and elements are removed or replaced by values of another kind. The same
 * seed makes the same mutations in the same order. Serves one thread.
 */
public final class Mutations {
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "7",
            "1e400",
            "12345678901234567890",
            "\"\"",
            "\"x\"",
            "[]",
            "{}",
            "[null]",
            "[[1]]",
            "{\"type\":\"text\"}",
            "\"\\ud800\"",
            "0.5");
    private static final int MOST = 3;

    private final Random random;
    private final List<String> values;

    /**
     * Mutations drawn from one source.
     *
     * @param random decides what is done where
     * @param more JSON texts that the format under test is likely to stumble over, besides those that any does
     */
    public Mutations(Random random, String... more) {
        this.random = random;
        this.values = Stream.concat(VALUES.stream(), Arrays.stream(more)).toList();
    }

    /** A body with one to three changes, which may fall on the same place. */
    public JsonNode of(String json) {
        JsonNode root = Json.parse(json);
        List<Consumer<JsonNode>> places = new ArrayList<>();
        collect(root, places);
        for (int i = random.nextInt(MOST); i >= 0; i--) {
            String value = values.get(random.nextInt(values.size()));
            places.get(random.nextInt(places.size())).accept(Json.parse(value));
        }
        return root;
    }

    /** The same, as text in which lone surrogates have become what UTF-8 makes of them. */
    public String text(String json) {
        return new String(Json.bytes(of(json)), StandardCharsets.UTF_8);
    }

    /** The body as bytes, and one time in four only the beginning of it. */
    public byte[] cut(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(bytes, random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length);
    }

    private static void collect(JsonNode node, List<Consumer<JsonNode>> places) {
        if (node instanceof ObjectNode object) {
            object.forEachEntry((name, value) -> {
                places.add(replacement -> object.set(name, replacement));
                places.add(replacement -> object.remove(name));
                collect(value, places);
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                places.add(replacement -> array.set(index, replacement));
                collect(array.path(i), places);
            }
        }
    }
}
