package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.wire.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fits a JSON Schema into the subset of OpenAPI that models know which do not take JSON Schema: references are put in their place
 * (one that leads back to itself becomes a plain object), unions with null become {@code nullable}, constants become enums of
 * text, what has no counterpart is left out.
 */
final class SchemaLowering {
    private static final String TYPE = "type";
    private static final String ENUM = "enum";
    private static final String ANY_OF = "anyOf";
    private static final String NULL = "null";
    private static final String NULLABLE = "nullable";
    private static final int MAX_DEPTH = 64;
    private static final int MAX_NODES = 10_000;
    private static final Set<String> KEPT =
            Set.of("title", "description", "required", "pattern", "minimum", "maximum", "default");
    private static final Set<String> COUNTS =
            Set.of("minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties");
    private static final Set<String> FORMATS =
            Set.of("float", "double", "int32", "int64", "enum", "date-time", "email", "byte");

    private final JsonNode root;
    private final Set<String> open = new HashSet<>();
    private int depth;
    private int nodes;

    private SchemaLowering(JsonNode root) {
        this.root = root;
    }

    static ObjectNode lower(JsonNode schema) {
        return new SchemaLowering(schema).lowered(schema);
    }

    private ObjectNode lowered(JsonNode schema) {
        ObjectNode lowered = Json.object();
        if (!(schema instanceof ObjectNode object) || depth >= MAX_DEPTH || ++nodes > MAX_NODES) {
            return lowered.put(TYPE, "object");
        }
        depth++;
        String reference = object.path("$ref").asString("");
        if (reference.isEmpty()) {
            members(object, lowered);
        } else {
            lowered = referred(reference);
            keep(object, lowered);
        }
        depth--;
        return lowered;
    }

    private ObjectNode referred(String reference) {
        if (!open.add(reference)) {
            return Json.object().put(TYPE, "object");
        }
        ObjectNode target = reference.startsWith("#/") ? lowered(root.at(reference.substring(1))) : lowered(root);
        open.remove(reference);
        return target;
    }

    private void members(ObjectNode schema, ObjectNode lowered) {
        for (JsonNode part : schema.path("allOf")) {
            lowered.setAll(lowered(part));
        }
        type(schema.path(TYPE), lowered);
        keep(schema, lowered);
        values(schema, lowered);
        if (schema.path("properties").isObject()) {
            ObjectNode properties = lowered.putObject("properties");
            schema.path("properties").forEachEntry((name, value) -> properties.set(name, lowered(value)));
        }
        if (schema.path("items").isObject()) {
            lowered.set("items", lowered(schema.path("items")));
        } else if (lowered.path(TYPE).asString("").equals("array")) {
            lowered.putObject("items").put(TYPE, "string");
        }
        alternatives(schema.path(ANY_OF), lowered);
        alternatives(schema.path("oneOf"), lowered);
    }

    private static void keep(ObjectNode schema, ObjectNode lowered) {
        schema.forEachEntry((name, value) -> {
            if (KEPT.contains(name)) {
                lowered.set(name, value);
            } else if (COUNTS.contains(name) && value.isIntegralNumber()) {
                lowered.put(name, value.asString());
            }
        });
        String format = schema.path("format").asString("");
        if (FORMATS.contains(format)) {
            lowered.put("format", format);
        }
    }

    /** Several types become alternatives, null among them a flag. */
    private static void type(JsonNode type, ObjectNode lowered) {
        if (type.isString()) {
            lowered.set(TYPE, type);
            return;
        }
        List<String> types = new ArrayList<>();
        type.forEach(one -> types.add(one.asString("")));
        if (types.remove(NULL)) {
            lowered.put(NULLABLE, true);
        }
        if (types.size() == 1) {
            lowered.put(TYPE, types.get(0));
        } else if (!types.isEmpty()) {
            ArrayNode alternatives = lowered.putArray(ANY_OF);
            types.forEach(one -> alternatives.addObject().put(TYPE, one));
        }
    }

    /** Enumerated values are text in this format. */
    private static void values(ObjectNode schema, ObjectNode lowered) {
        ArrayNode values = Json.nodes().arrayNode();
        schema.path(ENUM).forEach(values::add);
        if (schema.has("const")) {
            values.add(schema.path("const"));
        }
        ArrayNode texts = Json.nodes().arrayNode();
        for (JsonNode value : values) {
            if (value.isNull()) {
                lowered.put(NULLABLE, true);
            } else if (value.isValueNode()) {
                texts.add(value.asString());
            }
        }
        if (!texts.isEmpty()) {
            lowered.put(TYPE, "string").set(ENUM, texts);
        }
    }

    private void alternatives(JsonNode schemas, ObjectNode lowered) {
        Map<String, ObjectNode> seen = new HashMap<>();
        List<ObjectNode> kept = new ArrayList<>();
        for (JsonNode schema : schemas) {
            if (schema.path(TYPE).asString("").equals(NULL)) {
                lowered.put(NULLABLE, true);
            } else {
                ObjectNode alternative = lowered(schema);
                if (seen.putIfAbsent(Json.text(alternative), alternative) == null) {
                    kept.add(alternative);
                }
            }
        }
        if (kept.size() == 1) {
            kept.get(0).forEachEntry((name, value) -> {
                if (!lowered.has(name)) {
                    lowered.set(name, value);
                }
            });
        } else if (!kept.isEmpty()) {
            kept.forEach(lowered.withArray(ANY_OF)::add);
        }
    }
}
