package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.wire.Json;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns a schema in Gemini's dialect of OpenAPI into JSON Schema (T-SC-3). */
final class SchemaReader {
    private static final String TYPE = "type";
    private static final String NULL = "null";
    /** Numbers that the dialect writes as text, because they are 64 bits wide. */
    private static final Set<String> COUNTS = Set.of(
            "minItems",
            "min_items",
            "maxItems",
            "max_items",
            "minLength",
            "min_length",
            "maxLength",
            "max_length",
            "minProperties",
            "min_properties",
            "maxProperties",
            "max_properties");

    private SchemaReader() {}

    static JsonNode lowered(JsonNode schema) {
        if (!(schema instanceof ObjectNode object)) {
            return schema;
        }
        ObjectNode lowered = Json.object();
        object.forEachEntry((name, value) -> member(name, value, lowered));
        if (object.path("nullable").asBoolean(false) && lowered.path(TYPE).isString()) {
            String type = lowered.path(TYPE).asString();
            lowered.putArray(TYPE).add(type).add(NULL);
            if (lowered.path("enum") instanceof ArrayNode values) {
                values.addNull();
            }
        }
        return lowered;
    }

    private static void member(String name, JsonNode value, ObjectNode lowered) {
        switch (name) {
            case TYPE -> type(value, lowered);
            case "properties" -> lowered.set(name, properties(value));
            case "items", "additionalProperties" -> lowered.set(name, lowered(value));
            case "anyOf", "any_of" -> lowered.set("anyOf", each(value));
            case "enum" -> lowered.set(name, value.deepCopy());
            case "nullable", "propertyOrdering", "property_ordering", "example" -> {}
            default -> lowered.set(COUNTS.contains(name) ? camelCase(name) : name, count(name, value));
        }
    }

    private static void type(JsonNode value, ObjectNode lowered) {
        String type = value.asString("").toLowerCase(Locale.ROOT);
        if (value.isArray()) {
            lowered.set(TYPE, value);
        } else if (!type.isEmpty() && !type.equals("type_unspecified")) {
            lowered.put(TYPE, type);
        }
    }

    private static JsonNode properties(JsonNode properties) {
        ObjectNode lowered = Json.object();
        properties.forEachEntry((name, schema) -> lowered.set(name, lowered(schema)));
        return lowered;
    }

    private static JsonNode each(JsonNode schemas) {
        ArrayNode lowered = Json.nodes().arrayNode();
        schemas.forEach(schema -> lowered.add(lowered(schema)));
        return lowered;
    }

    private static JsonNode count(String name, JsonNode value) {
        boolean digits =
                COUNTS.contains(name) && value.isString() && value.asString().matches("\\d{1,18}");
        return digits ? Json.nodes().numberNode(Long.parseLong(value.asString())) : value;
    }

    private static String camelCase(String name) {
        int at = name.indexOf('_');
        return at < 0
                ? name
                : name.substring(0, at) + Character.toUpperCase(name.charAt(at + 1)) + name.substring(at + 2);
    }
}
