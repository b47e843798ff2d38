package dev.aiproxy.runtime.config;

import dev.aiproxy.api.wire.Json;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Pieces of the JSON Schema (2020-12) that editors and validators of configuration files want. */
final class JsonSchema {
    private static final String PLACEHOLDER = "\\$\\{";
    private static final String TYPE = "type";
    private static final String PATTERN = "pattern";
    private static final String PROPERTIES = "properties";
    private static final String NULL = "null";

    private JsonSchema() {}

    /** The schema of a whole file. */
    static ObjectNode document(OptionTable table) {
        ObjectNode schema = Json.object();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Configuration of ai-proxy");
        return schema.setAll(table(table));
    }

    /** Text, or what YAML takes for a number or a boolean and the option for text. */
    static ObjectNode scalar() {
        return types("string", "number", "boolean");
    }

    static ObjectNode text() {
        return types("string");
    }

    private static ObjectNode types(String... types) {
        ObjectNode schema = Json.object();
        if (types.length == 1) {
            return schema.put(TYPE, types[0]);
        }
        ArrayNode all = schema.putArray(TYPE);
        List.of(types).forEach(all::add);
        return schema;
    }

    static ObjectNode integer(long min, long max) {
        ObjectNode number = types("integer").put("minimum", min).put("maximum", max);
        return anyOf(number, matching("^\\s*[-+]?\\d+\\s*$|" + PLACEHOLDER));
    }

    static ObjectNode bool() {
        return anyOf(types("boolean"), matching("^(?:[Tt]rue|[Ff]alse|[Yy]es|[Nn]o|[Oo]n|[Oo]ff)$|" + PLACEHOLDER));
    }

    /** A number of seconds or a text with a unit. */
    static ObjectNode duration(BigDecimal min, BigDecimal max) {
        ObjectNode seconds = types("number").put("minimum", min).put("maximum", max);
        return anyOf(seconds, matching("^\\s*\\d+(?:\\.\\d+)?\\s*(?:ms|s|m|h)?\\s*$|" + PLACEHOLDER));
    }

    static ObjectNode choice(List<String> choices) {
        ObjectNode allowed = Json.object();
        ArrayNode values = allowed.putArray("enum");
        for (String choice : choices) {
            values.add(choice);
            if (choice.matches("\\d{1,9}")) {
                values.add(Integer.parseInt(choice));
            }
        }
        boolean switches = choices.contains("on") && choices.contains("off");
        return switches
                ? anyOf(allowed, types("boolean"), matching(PLACEHOLDER))
                : anyOf(allowed, matching(PLACEHOLDER));
    }

    static ObjectNode anything() {
        return Json.object();
    }

    static ObjectNode nothing() {
        return types(NULL);
    }

    static ObjectNode matching(String pattern) {
        return text().put(PATTERN, pattern);
    }

    static ObjectNode list(ObjectNode items) {
        ObjectNode schema = types("array");
        schema.set("items", items);
        return schema;
    }

    static ObjectNode mapping(ObjectNode values) {
        ObjectNode schema = types("object");
        schema.set("additionalProperties", values);
        return schema;
    }

    static ObjectNode anyOf(ObjectNode... alternatives) {
        ObjectNode schema = Json.object();
        ArrayNode all = schema.putArray("anyOf");
        List.of(alternatives).forEach(all::add);
        return schema;
    }

    /** An object with exactly these options; those with dots in their names are nested. */
    static ObjectNode table(OptionTable table) {
        ObjectNode schema = closed();
        for (OptionDef<?> option : table.options()) {
            add(schema, option.path(), described(option));
            for (String alias : option.aliases()) {
                add(schema, alias, described(option).put("deprecated", true));
            }
        }
        List<String> required = table.options().stream()
                .filter(option -> option.required() && option.defaultValue() == null)
                .map(OptionDef::path)
                .filter(path -> !path.contains("."))
                .toList();
        if (!required.isEmpty()) {
            required.forEach(schema.putArray("required")::add);
        }
        return schema;
    }

    private static ObjectNode closed() {
        ObjectNode schema = types("object");
        schema.putObject(PROPERTIES);
        return schema.put("additionalProperties", false);
    }

    private static void add(ObjectNode schema, String path, ObjectNode option) {
        int dot = path.indexOf('.');
        ObjectNode properties = schema.withObjectProperty(PROPERTIES);
        if (dot < 0) {
            properties.set(path, option);
            return;
        }
        String group = path.substring(0, dot);
        if (!properties.has(group)) {
            properties.set(group, orNull(closed()));
        }
        ObjectNode inner = (ObjectNode) properties.path(group).path("anyOf").path(0);
        add(inner, path.substring(dot + 1), option);
    }

    private static ObjectNode described(OptionDef<?> option) {
        ObjectNode schema = Json.object().put("description", option.description());
        String standard = option.defaultValue();
        if (standard != null) {
            Place place = new Place(new Problems(), "default", Path.of(""), option.path());
            JsonNode value = JsonType.json(YamlParser.parse(standard, new Placeholders(Map.of()), place));
            schema.set("default", value);
        }
        return schema.setAll(orNull(option.type().schema()));
    }

    /** An option without a value is the same as none. */
    private static ObjectNode orNull(ObjectNode schema) {
        return schema.isEmpty() ? schema : anyOf(schema, types(NULL));
    }
}
