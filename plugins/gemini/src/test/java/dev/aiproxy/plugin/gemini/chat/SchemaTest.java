package dev.aiproxy.plugin.gemini.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.wire.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class SchemaTest {
    @Test
    void olderModelsGetASchemaTheyUnderstand_TSC2() {
        JsonNode schema = Json.parse("""
                {"$schema":"s","type":"object","additionalProperties":false,"required":["a"],
                 "properties":{"a":{"$ref":"#/$defs/a"},"b":{"type":["string","null"],"minLength":2},
                   "c":{"anyOf":[{"type":"integer"},{"type":"null"}]},"d":{"const":1},
                   "e":{"type":"array","items":{"$ref":"#/$defs/loop"}}},
                 "$defs":{"a":{"enum":["x","y"],"description":"an a"},
                   "loop":{"type":"object","properties":{"again":{"$ref":"#/$defs/loop"}}}}}
                """);

        assertThat(SchemaLowering.lower(schema)).isEqualTo(Json.parse("""
                {"type":"object","required":["a"],
                 "properties":{"a":{"description":"an a","type":"string","enum":["x","y"]},
                   "b":{"nullable":true,"type":"string","minLength":"2"},
                   "c":{"nullable":true,"type":"integer"},"d":{"type":"string","enum":["1"]},
                   "e":{"type":"array","items":{"type":"object","properties":{"again":{"type":"object"}}}}}}
                """));
    }

    @Test
    void typesOfGooglesDialectAreLowered_TSC3() {
        JsonNode schema = Json.parse("""
                {"type":"OBJECT","propertyOrdering":["a"],"properties":{
                  "a":{"type":"STRING","nullable":true,"enum":["x"],"max_length":"3"},
                  "type":{"type":"ARRAY","minItems":"1","items":{"anyOf":[{"type":"NUMBER"},{"type":"NULL"}]}}}}
                """);

        assertThat(Json.text(SchemaReader.lowered(schema)))
                .isEqualTo("{\"type\":\"object\",\"properties\":{"
                        + "\"a\":{\"type\":[\"string\",\"null\"],\"enum\":[\"x\",null],\"maxLength\":3},"
                        + "\"type\":{\"type\":\"array\",\"minItems\":1,"
                        + "\"items\":{\"anyOf\":[{\"type\":\"number\"},{\"type\":\"null\"}]}}}}");
    }
}
