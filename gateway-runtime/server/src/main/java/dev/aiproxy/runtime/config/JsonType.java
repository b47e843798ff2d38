package dev.aiproxy.runtime.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Any mapping, as JSON. */
record JsonType() implements OptionType<ObjectNode> {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @Override
    public String expects() {
        return "a mapping";
    }

    @Override
    public @Nullable ObjectNode read(YamlNode node, Place place) {
        if (node instanceof YamlNode.Mapping mapping) {
            return object(mapping.entries());
        }
        place.report(node.at(), "must be " + expects());
        return null;
    }

    static JsonNode json(YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            return object(mapping.entries());
        }
        if (node instanceof YamlNode.Sequence sequence) {
            ArrayNode array = JSON.arrayNode();
            sequence.items().forEach(item -> array.add(json(item)));
            return array;
        }
        return node instanceof YamlNode.Scalar scalar ? scalar(scalar) : JSON.nullNode();
    }

    private static ObjectNode object(List<YamlNode.Entry> entries) {
        ObjectNode object = JSON.objectNode();
        entries.forEach(entry -> object.set(entry.key(), json(entry.value())));
        return object;
    }

    private static JsonNode scalar(YamlNode.Scalar scalar) {
        String text = scalar.text();
        if (scalar.plain() && text.matches("(?i)true|false")) {
            return JSON.booleanNode(Boolean.parseBoolean(text));
        }
        if (scalar.plain() && text.matches("-?(0|[1-9]\\d{0,99})")) {
            return JSON.numberNode(new BigInteger(text));
        }
        if (scalar.plain() && text.matches("-?(0|[1-9]\\d{0,99})(\\.\\d{1,99})?([eE][-+]?\\d{1,3})?")) {
            return JSON.numberNode(new BigDecimal(text));
        }
        return JSON.stringNode(text);
    }

    @Override
    public ObjectNode schema() {
        return JsonSchema.mapping(JsonSchema.anything());
    }
}
