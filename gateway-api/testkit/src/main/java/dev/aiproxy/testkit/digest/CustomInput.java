package dev.aiproxy.testkit.digest;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The free text of a custom tool's call, as arguments. */
public final class CustomInput {
    private CustomInput() {}

    /** An object with the text as its {@code input}. */
    public static JsonNode arguments(JsonNode text) {
        return JsonMapper.shared().createObjectNode().put("input", text.asString(""));
    }
}
