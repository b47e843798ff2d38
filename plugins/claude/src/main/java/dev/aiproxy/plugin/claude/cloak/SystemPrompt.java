package dev.aiproxy.plugin.claude.cloak;

import dev.aiproxy.api.wire.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The system prompt that the operator wants to stand first.
 *
 * @param strict whether it takes the place of the client's
 */
record SystemPrompt(String text, boolean strict) {
    /** With it in front: the same node if it stands there already. Blocks of the client stay as they are, cache markers included. */
    JsonNode on(JsonNode system) {
        if (strict) {
            return isAlone(system) ? system : blocks();
        }
        if (system.path(0).path("text").asString("").equals(text)) {
            return system;
        }
        ArrayNode blocks = blocks();
        if (system.isArray()) {
            system.forEach(blocks::add);
        } else if (system.isString()
                && !system.asString().isBlank()
                && !system.asString().equals(text)) {
            blocks.add(block(system.asString()));
        }
        return blocks;
    }

    private boolean isAlone(JsonNode system) {
        return system.size() == 1 && system.path(0).path("text").asString("").equals(text);
    }

    private ArrayNode blocks() {
        return Json.nodes().arrayNode().add(block(text));
    }

    private static ObjectNode block(String text) {
        return Json.object().put("type", "text").put("text", text);
    }
}
