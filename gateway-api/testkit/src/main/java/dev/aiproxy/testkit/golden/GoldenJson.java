package dev.aiproxy.testkit.golden;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON for golden files: exact decimals, readable text, and a normal form that ignores key order and 1 versus 1.0. */
final class GoldenJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private GoldenJson() {}

    static JsonNode parse(String text) {
        return MAPPER.readTree(text);
    }

    static String pretty(JsonNode node) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
    }

    static String normalForm(JsonNode node) {
        return pretty(normal(node));
    }

    private static JsonNode normal(JsonNode node) {
        if (node.isObject()) {
            ObjectNode sorted = MAPPER.createObjectNode();
            Map<String, JsonNode> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), normal(member.getValue())));
            members.forEach(sorted::set);
            return sorted;
        }
        if (node.isArray()) {
            ArrayNode elements = MAPPER.createArrayNode();
            node.forEach(element -> elements.add(normal(element)));
            return elements;
        }
        if (node.isNumber()) {
            BigDecimal number = node.decimalValue();
            return MAPPER.getNodeFactory()
                    .numberNode(number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros());
        }
        return node;
    }
}
