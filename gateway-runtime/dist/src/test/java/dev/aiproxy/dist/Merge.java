package dev.aiproxy.dist;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts the deltas of a stream together: texts grow, objects merge, and elements of arrays merge by their index. */
final class Merge {
    private Merge() {}

    static void into(ObjectNode whole, JsonNode delta) {
        delta.forEachEntry((name, value) -> {
            JsonNode before = whole.path(name);
            if (before.isString() && value.isString() && !name.equals("id")) {
                whole.put(name, before.asString() + value.asString());
            } else if (before instanceof ObjectNode object) {
                into(object, value);
            } else if (before instanceof ArrayNode elements) {
                value.forEach(element -> intoElement(elements, element));
            } else {
                whole.set(name, value.deepCopy());
            }
        });
    }

    private static void intoElement(ArrayNode elements, JsonNode element) {
        int index = element.path("index").asInt(elements.size());
        if (index < elements.size()) {
            into((ObjectNode) elements.path(index), element);
        } else {
            elements.add(element.deepCopy());
        }
    }
}
